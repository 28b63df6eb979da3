//! Saves that fall into a run.

use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::path::Path;
use std::process::Child;
use std::thread;
use std::time::Duration;

use super::posts::{Numbers, broken, fixing, left_behind, repaired};

/// How an editor saves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Saving {
    /// It empties the file and writes it.
    InPlace,
    /// It writes another file and gives that the name.
    ByRenaming,
    /// It writes over the file as it is, and cuts off the rest.
    Over,
}

/// What came of saving.
#[derive(Debug, Default)]
pub(crate) struct Saves {
    tries: u32,
    saves: u32,
    // Runs that said that somebody saved meanwhile.
    noticed: u32,
    // Texts that are the last save, and texts that are its repair.
    kept: u32,
    repaired: u32,
    // Earlier ones of two saves.
    aside: u32,
    lost: Vec<String>,
    rests: Vec<String>,
}

impl Saves {
    pub(crate) fn is_good(&self) -> bool {
        self.lost.is_empty() && self.rests.is_empty()
    }
}

impl fmt::Display for Saves {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{} saves in {} runs, {} of which noticed: {} times the file is as it was saved last, {} times that is repaired, \
             {} earlier saves are kept aside: {} lost or torn {:?}, {} rests {:?}",
            self.saves,
            self.tries,
            self.noticed,
            self.kept,
            self.repaired,
            self.aside,
            self.lost.len(),
            self.lost,
            self.rests.len(),
            self.rests,
        )
    }
}

/// Saves a file while runs are at work on it: at the very moment at which a run writes, and a little later each time.
pub(crate) fn sweep(program: &Path, tries: u32) -> Saves {
    let mut saves = Saves { tries, ..Saves::default() };
    let mut numbers = Numbers(0x9E37_79B9_7F4A_7C15);
    for index in 0..tries {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        let mut number = index * 10;
        fs::write(&path, broken(number)).unwrap();
        let saving = [Saving::InPlace, Saving::ByRenaming, Saving::Over][index as usize % 3];
        let mut child = fixing(program, folder.path()).spawn().unwrap();
        wait_for_temporary(folder.path(), &mut child);
        // The text is written, brought to the disk, compared and exchanged within some milliseconds.
        wait(Duration::from_micros(numbers.below(8_000)));
        for _ in 0..=numbers.below(8) / 6 {
            number += 1;
            save(&path, &broken(number), saving);
            saves.saves += 1;
            wait(Duration::from_micros(numbers.below(1_000)));
        }
        saves.noticed += u32::from(child.wait().unwrap().code() == Some(2));
        let text = fs::read_to_string(&path).unwrap_or_default();
        if text == broken(number) {
            saves.kept += 1;
        } else if text == repaired(number) {
            saves.repaired += 1;
        } else {
            let start: String = text.chars().take(40).collect();
            saves.lost.push(format!("try {index}, {saving:?}, save {number}: {} bytes, {start:?}", text.len()));
        }
        for name in left_behind(folder.path()) {
            if name.starts_with("a.md.factlint-saved") { saves.aside += 1 } else { saves.rests.push(name) }
        }
    }
    saves
}

fn save(path: &Path, text: &str, saving: Saving) {
    match saving {
        Saving::InPlace => fs::write(path, text).unwrap(),
        Saving::ByRenaming => {
            let other = path.with_extension("saving");
            let mut file = File::create(&other).unwrap();
            file.write_all(text.as_bytes()).unwrap();
            fs::rename(other, path).unwrap();
        }
        Saving::Over => {
            let mut file = OpenOptions::new().write(true).open(path).unwrap();
            file.write_all(text.as_bytes()).unwrap();
            file.set_len(u64::try_from(text.len()).unwrap()).unwrap();
        }
    }
}

/// Waits until a run has begun to write, or has ended.
fn wait_for_temporary(folder: &Path, child: &mut Child) {
    while left_behind(folder).is_empty() && child.try_wait().unwrap().is_none() {
        thread::yield_now();
    }
}

/// Waits for a time that is too short to sleep.
fn wait(time: Duration) {
    let started = std::time::Instant::now();
    while started.elapsed() < time {
        std::hint::spin_loop();
    }
}
