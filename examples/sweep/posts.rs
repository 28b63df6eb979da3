//! Posts that need repair, and the runs that repair them.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// Returns the text of a post: a number tells it from others, and a long body takes time to write.
pub(crate) fn broken(number: u32) -> String {
    format!("\n---\ntitle: 第{number}篇\n作者：丙\r\n---\n\n{}", body(number))
}

/// Returns the same post, repaired.
pub(crate) fn repaired(number: u32) -> String {
    format!("---\ntitle: 第{number}篇\n作者: 丙\r\n---\n\n{}", body(number))
}

fn body(number: u32) -> String {
    format!("这是第{number}篇的正文。\n\n").repeat(200)
}

/// Returns a run that repairs all posts of a folder.
pub(crate) fn fixing(program: &Path, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.args(["check", "--fix", "--quiet", "--today", "2024-06-10"]).current_dir(folder);
    command.env("FACTLINT_NO_CACHE", "1").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// Returns the names of files that runs left in a folder.
pub(crate) fn left_behind(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.contains("factlint")).collect()
}

/// Numbers that look random and are the same each time.
pub(crate) struct Numbers(pub(crate) u64);

impl Numbers {
    /// Returns the next number below a limit.
    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit.max(1)
    }
}
