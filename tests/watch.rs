//! `check --watch` while editors save, folders go and come, and the configuration changes.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use crate::cli::Folder;

/// Long enough for any machine; a run that comes is seen at once.
const PATIENCE: Duration = Duration::from_secs(60);

const WRONG: &[u8] = "2024年5月13日（周三）\n".as_bytes();
const RIGHT: &[u8] = "2024年5月13日（周一）\n".as_bytes();

/// A program that watches.
struct Watching {
    child: Child,
    lines: Receiver<String>,
}

impl Watching {
    fn new(folder: &Folder, arguments: &[&str]) -> Self {
        let arguments =
            [&["check", "--watch", "--today", "2024-06-10", "--format", "concise", "--color", "never"], arguments]
                .concat();
        let mut child = folder.command(&arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let (sender, lines) = channel();
        let readers: [Box<dyn std::io::Read + Send>; 2] =
            [Box::new(child.stdout.take().unwrap()), Box::new(child.stderr.take().unwrap())];
        for reader in readers {
            let sender = sender.clone();
            thread::spawn(move || {
                for line in BufReader::new(reader).lines().map_while(Result::ok) {
                    let _ = sender.send(line);
                }
            });
        }
        Self { child, lines }
    }

    /// Waits until a line contains each of some words, in any order: the two streams have none.
    fn says(&self, words: &[&str]) {
        let mut left = words.to_vec();
        let mut seen = Vec::new();
        while !left.is_empty() {
            let Ok(line) = self.lines.recv_timeout(PATIENCE) else {
                panic!("nothing says {left:?}; there was {seen:#?}")
            };
            if let Some(at) = left.iter().position(|word| line.contains(word)) {
                left.remove(at);
            }
            seen.push(line);
        }
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn saves_new_files_and_files_that_go_are_followed() {
    let folder = Folder::new(&[("posts/a.md", RIGHT)]);
    let watching = Watching::new(&folder, &["posts"]);
    watching.says(&["no problems", "watching"]);
    // By renaming, as careful editors save.
    folder.write("posts/a.new", WRONG);
    std::fs::rename(folder.path().join("posts/a.new"), folder.path().join("posts/a.md")).unwrap();
    watching.says(&["posts/a.md:1:12", "watching"]);
    folder.write("posts/a.md", RIGHT);
    watching.says(&["no problems", "watching"]);
    folder.write("posts/deep/b.md", WRONG);
    watching.says(&["posts/deep/b.md:1:12", "watching"]);
    // The folder goes, is told, and comes back.
    std::fs::remove_dir_all(folder.path().join("posts")).unwrap();
    watching.says(&["`posts` does not exist", "watching"]);
    folder.write("posts/c.md", WRONG);
    watching.says(&["posts/c.md:1:12", "watching"]);
}

#[test]
fn configurations_and_baselines_that_come_change_and_go_are_followed() {
    let folder = Folder::new(&[("a.md", WRONG)]);
    let watching = Watching::new(&folder, &["."]);
    watching.says(&["a.md:1:12", "watching"]);
    folder.write("factlint.yaml", b"rules: { date/wrong-weekday: off }\n");
    watching.says(&["no problems", "watching"]);
    folder.write("factlint.yaml", b"rulse: {}\n");
    watching.says(&["factlint.yaml:1:1", "nothing was checked", "watching"]);
    folder.remove("factlint.yaml");
    watching.says(&["a.md:1:12", "watching"]);
    assert_eq!(folder.run(&["baseline", "--today", "2024-06-10"]).code, 0);
    watching.says(&["no problems", "watching"]);
    folder.remove("factlint-baseline.json");
    watching.says(&["a.md:1:12", "watching"]);
    folder.write(".gitignore", b"a.md\n");
    watching.says(&["watching"]);
}
