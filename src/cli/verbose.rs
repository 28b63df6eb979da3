//! What `--verbose` says on standard error: what is used, what is done, how long it took.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::check::FileReport;
use crate::message::Message;
use crate::render::neutral_line;
use crate::workspace::{Project, Target};

/// Collects times; writes lines.
#[derive(Debug)]
pub(super) struct Verbose {
    started: Instant,
    begun: Option<Instant>,
}

impl Verbose {
    pub(super) fn new() -> Self {
        Self { started: Instant::now(), begun: None }
    }

    /// Says with what the documents will be checked: each configuration with its tables.
    pub(super) fn begin(&mut self, jobs: &[(Target, Arc<Project>)]) -> Message {
        self.begun = Some(Instant::now());
        let mut uses: BTreeMap<Option<&str>, (usize, &Project)> = BTreeMap::new();
        for (_, project) in jobs {
            uses.entry(project.configuration.as_deref()).or_insert((0, project)).0 += 1;
        }
        let mut lines = vec![Message::verbatim(format!("factlint {}\n", env!("CARGO_PKG_VERSION")))];
        for (configuration, (count, project)) in uses {
            let name = configuration.map_or_else(|| message!("none"), |name| Message::verbatim(neutral_line(name)));
            lines.push(message!("configuration: {name} ({count} documents)\n", name, count));
            for table in project.tables.tables() {
                let (id, path) = (neutral_line(&table.id), neutral_line(table.file.path()));
                let (subjects, facts) =
                    (table.entities.len(), table.entities.iter().map(|entity| entity.facts.len()).sum::<usize>());
                lines.push(message!(
                    "  table {id}: {path} ({subjects} subjects, {facts} facts)\n",
                    id,
                    path,
                    subjects,
                    facts
                ));
            }
        }
        Message::join(lines, &Message::default())
    }

    /// Says what a document came to.
    pub(super) fn report(report: &FileReport) -> Message {
        let (path, counts) = (neutral_line(report.file.path()), &report.counts);
        message!(
            "checked {path}: {findings} findings, {claims} claims\n",
            path,
            findings = report.diagnostics.len(),
            claims = counts.claims
        )
    }

    /// Says how long it took.
    pub(super) fn finish(&self) -> Message {
        let begun = self.begun.unwrap_or(self.started);
        let (before, after) = (begun - self.started, begun.elapsed());
        message!(
            "time: {before} to find documents and read tables, {after} to check\n",
            before = seconds(before),
            after = seconds(after)
        )
    }
}

fn seconds(duration: Duration) -> String {
    format!("{:.3} s", duration.as_secs_f64())
}
