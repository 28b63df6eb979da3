//! What came of documents that have not changed since, kept outside the workspace.
//!
//! Main type: [`Cache`]. A report is found again by everything that it depends on: the bytes of the document and its name,
//! the configuration with all files that it was made of, this very build of factlint, and the days on which the rules
//! would have seen the same. What does not fit is checked anew, so that an entry that is missing, cut off or damaged
//! costs time and nothing else.

mod entries;
mod folder;

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use chrono::{Datelike as _, NaiveDate};
use rustc_hash::{FxBuildHasher, FxHashMap};
use xxhash_rust::xxh3::xxh3_128;

use super::inputs::Inputs;
use super::{Project, Target, project};
use crate::check::{FileReport, Record};
use crate::settings::{FrontMatterSchema, Settings, Validity};
use entries::{Entry, Key, read_entries, write_entries};
pub(crate) use folder::{Cleaned, clean};

/// The most bytes of one cache file; entries of the run itself are kept all the same.
const FILE_LIMIT: usize = 64 << 20;

/// The most bytes of all cache files together.
const FOLDER_LIMIT: u64 = 512 << 20;

/// This build of factlint: its sources, data, dependencies and target.
const BUILD: &str = concat!(env!("CARGO_PKG_VERSION"), " ", env!("FACTLINT_BUILD"));

/// The reports of earlier runs in one folder.
#[derive(Debug)]
pub struct Cache {
    path: PathBuf,
    today: NaiveDate,
    // The number of this run among those that wrote the file.
    generation: u32,
    bytes: Vec<u8>,
    known: FxHashMap<Key, Known>,
    // What the settings of each job hash to.
    projects: Vec<Key>,
    fresh: Mutex<Vec<(Key, Validity, Vec<u8>)>>,
}

/// An entry of the file.
#[derive(Debug)]
struct Known {
    entry: Entry,
    is_used: AtomicBool,
}

impl Cache {
    /// Opens the cache of the current folder in the folder of all caches, for the jobs of a run.
    pub fn open(folder: &Path, jobs: &[(Target, Arc<Project>)], today: NaiveDate) -> Self {
        let path = folder.join(folder::file_name(&project::absolute(Path::new("."))));
        let bytes = fs::read(&path).unwrap_or_default();
        let (generation, entries) = read_entries(&bytes, BUILD).unwrap_or_default();
        let mut known = FxHashMap::with_capacity_and_hasher(entries.len(), FxBuildHasher);
        known.extend(entries.into_iter().map(|entry| (entry.key, Known { entry, is_used: AtomicBool::new(false) })));
        if !known.is_empty() {
            // The files that were not used for longest are the first to go. Where this fails, it was written last.
            let _ = File::options().append(true).open(&path).and_then(|file| file.set_modified(SystemTime::now()));
        }
        let inputs = Inputs::so_far();
        let mut hashes: FxHashMap<*const Project, Key> = FxHashMap::default();
        let projects = jobs
            .iter()
            .map(|(_, project)| *hashes.entry(Arc::as_ptr(project)).or_insert_with(|| project_key(project, inputs)));
        let projects = projects.collect();
        Self { path, today, generation: generation.wrapping_add(1), bytes, known, projects, fresh: Mutex::default() }
    }

    /// Returns what the document of a job is found by.
    pub(super) fn key(&self, job: usize, name: &str, bytes: &[u8]) -> Key {
        let mut parts = Vec::with_capacity(2 * size_of::<Key>() + name.len());
        parts.extend_from_slice(&self.projects[job].to_le_bytes());
        parts.extend_from_slice(&xxh3_128(bytes).to_le_bytes());
        parts.extend_from_slice(name.as_bytes());
        xxh3_128(&parts)
    }

    /// Returns what an earlier run found.
    pub(super) fn find(&self, key: Key) -> Option<Record> {
        let known = self.known.get(&key)?;
        let today = self.today.num_days_from_ce();
        if today < known.entry.first_day || known.entry.last_day < today {
            return None;
        }
        let record = Record::decode(&self.bytes[known.entry.payload.clone()])?;
        known.is_used.store(true, Ordering::Relaxed);
        Some(record)
    }

    /// Keeps a report for later runs.
    pub(super) fn keep(&self, key: Key, report: &FileReport, validity: Validity) {
        let Some(record) = Record::encode(report) else { return };
        self.fresh.lock().unwrap_or_else(PoisonError::into_inner).push((key, validity, record));
    }

    /// Writes what is new, in one step; a run that found everything writes nothing.
    ///
    /// # Errors
    /// If the folder cannot be written. The run is complete without it.
    pub fn save(self) -> io::Result<()> {
        self.save_within(FILE_LIMIT, FOLDER_LIMIT)
    }

    fn save_within(self, file_limit: usize, folder_limit: u64) -> io::Result<()> {
        let mut fresh = self.fresh.into_inner().unwrap_or_else(PoisonError::into_inner);
        if fresh.is_empty() {
            return Ok(());
        }
        // The order in which threads finished must not show.
        fresh.sort_unstable_by_key(|(key, ..)| *key);
        let mut kept: Vec<Known> = self.known.into_values().collect();
        kept.retain(|known| fresh.binary_search_by_key(&known.entry.key, |(key, ..)| *key).is_err());
        for known in &mut kept {
            if *known.is_used.get_mut() {
                known.entry.last_used = self.generation;
            }
        }
        kept.sort_unstable_by_key(|known| (std::cmp::Reverse(known.entry.last_used), known.entry.key));
        let new = fresh.iter().map(|(key, validity, record)| {
            let days = (validity.first.num_days_from_ce(), validity.last.num_days_from_ce());
            (*key, self.generation, days, record.as_slice())
        });
        let old = kept.iter().map(|Known { entry, .. }| {
            let days = (entry.first_day, entry.last_day);
            (entry.key, entry.last_used, days, &self.bytes[entry.payload.clone()])
        });
        let bytes = write_entries(BUILD, self.generation, new.chain(old), file_limit);
        folder::write(&self.path, &bytes)?;
        folder::evict(&self.path, folder_limit);
        Ok(())
    }
}

/// Returns the hash of everything besides the document that a report depends on; today apart.
fn project_key(project: &Project, inputs: Inputs) -> Key {
    // Named one by one, so that a new setting cannot be forgotten. Packs and JSON Schemas are files that were read while
    // the configuration was loaded, or parts of it: the hash of those has them.
    let Settings { today: _, rules, front_matter, packs: _, ignored_claims, limits } = &project.settings;
    let FrontMatterSchema { generator, ignores_case, fields, unknown_keys, json_schemas } = front_matter;
    let schemas: Vec<&str> = json_schemas.iter().map(|schema| schema.name()).collect();
    let front_matter = (generator, ignores_case, fields, unknown_keys, schemas);
    let parts = (inputs, &project.parts, rules, front_matter, ignored_claims, limits);
    xxh3_128(format!("{parts:?}").as_bytes())
}

#[cfg(test)]
mod tests;
