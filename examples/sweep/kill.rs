//! Runs that are killed while they write.

use std::fmt;
use std::fs;
use std::path::Path;
use std::process::Child;
use std::thread;
use std::time::{Duration, Instant};

use super::posts::{broken, fixing, left_behind, repaired};

const FILES: u32 = 40;

/// What came of killing.
#[derive(Debug, Default)]
pub(crate) struct Kills {
    tries: u32,
    // Runs that had written some files and not all.
    midway: u32,
    // Runs that left something to clear up.
    with_rests: u32,
    torn: Vec<String>,
    unfinished: Vec<String>,
    rests_of_rests: Vec<String>,
}

impl Kills {
    pub(crate) fn is_good(&self) -> bool {
        self.torn.is_empty() && self.unfinished.is_empty() && self.rests_of_rests.is_empty()
    }
}

impl fmt::Display for Kills {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{} runs over {FILES} files were killed, {} of them midway, {} left something to clear up: {} torn files {:?}, \
             {} files that the next run did not repair {:?}, {} rests that it did not clear up {:?}",
            self.tries,
            self.midway,
            self.with_rests,
            self.torn.len(),
            self.torn,
            self.unfinished.len(),
            self.unfinished,
            self.rests_of_rests.len(),
            self.rests_of_rests,
        )
    }
}

/// Kills runs, each a little later in its work than the one before.
pub(crate) fn sweep(program: &Path, tries: u32) -> Kills {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let name = |number: u32| folder.join(format!("{number}.md"));
    let write = || (0..FILES).for_each(|number| fs::write(name(number), broken(number)).unwrap());
    // How long it takes until the first file is repaired, and until the last one is.
    let (mut first, mut last) = (Duration::MAX, Duration::ZERO);
    for _ in 0..3 {
        write();
        let started = Instant::now();
        let mut child = fixing(program, folder).spawn().unwrap();
        while (0..FILES).all(|number| fs::read(name(number)).unwrap()[0] == b'\n') {
            thread::sleep(Duration::from_micros(200));
        }
        first = first.min(started.elapsed());
        child.wait().unwrap();
        last = last.max(started.elapsed());
    }
    let mut kills = Kills { tries, ..Kills::default() };
    for index in 0..tries {
        write();
        let mut child = fixing(program, folder).spawn().unwrap();
        let early = first.mul_f64(0.9);
        thread::sleep(early + (last - early).mul_f64(f64::from(index) / f64::from(tries)));
        kill(&mut child, index);
        child.wait().unwrap();
        let mut n_repaired = 0;
        for number in 0..FILES {
            let text = fs::read_to_string(name(number)).unwrap();
            n_repaired += u32::from(text == repaired(number));
            if text != repaired(number) && text != broken(number) {
                kills.torn.push(format!("try {index}: {number}.md has {} bytes", text.len()));
            }
        }
        kills.midway += u32::from(0 < n_repaired && n_repaired < FILES);
        kills.with_rests += u32::from(!left_behind(folder).is_empty());
        fixing(program, folder).status().unwrap();
        for number in 0..FILES {
            if fs::read_to_string(name(number)).unwrap() != repaired(number) {
                kills.unfinished.push(format!("try {index}: {number}.md"));
            }
        }
        kills.rests_of_rests.extend(left_behind(folder));
    }
    kills
}

/// Ends a run by one signal or another.
#[cfg(unix)]
fn kill(child: &mut Child, index: u32) {
    use rustix::process::{Pid, Signal, kill_process};
    let signal = [Signal::KILL, Signal::TERM, Signal::INT][index as usize % 3];
    kill_process(Pid::from_child(child), signal).unwrap();
}

/// As above, where there are no signals.
#[cfg(not(unix))]
fn kill(child: &mut Child, _: u32) {
    child.kill().unwrap();
}
