//! Runs with a cache come to what runs without one come to, whatever happened to the cache in between.

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use tempfile::TempDir;

use super::*;
use crate::render::{Format, Renderer, Style};
use crate::workspace::{Projects, RunOptions, discover, run};

/// A workspace beside the folder of its cache.
struct Setting {
    folder: TempDir,
}

/// What a run printed, and how many documents it checked anew.
type Outcome = (String, usize);

impl Setting {
    fn new() -> Self {
        let setting = Self { folder: tempfile::tempdir().unwrap() };
        for number in 1..=6 {
            let text = format!(
                "---\ntitle: 第{number}篇\ndate: 2024-05-0{number}\n---\n\nPhi-3拥有27亿参数。GPT-3 has 175 billion parameters.\n"
            );
            setting.write(&format!("posts/{number}.md"), &text);
        }
        setting.write("posts/clean.md", "# 标题\n\n正文。\n");
        setting.write("posts/later.md", "---\ntitle: 以后\ndate: 2024-07-01\n---\n\n正文。\n");
        setting
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.workspace().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn workspace(&self) -> PathBuf {
        self.folder.path().join("workspace")
    }

    fn caches(&self) -> PathBuf {
        self.folder.path().join("caches")
    }

    fn cache_file(&self) -> PathBuf {
        let mut files = fs::read_dir(self.caches()).unwrap().map(|entry| entry.unwrap().path());
        files.find(|path| path.extension().is_some_and(|extension| extension == "factlint-cache")).unwrap()
    }

    fn jobs(&self, today: &str) -> Vec<(Target, Arc<Project>)> {
        let mut projects = Projects::new(None, today.parse().unwrap()).unwrap();
        let targets = discover(&[self.workspace()]).unwrap().targets;
        targets.into_iter().map(|target| (target.clone(), projects.of(&target).unwrap())).collect()
    }

    fn run(&self, today: &str) -> Outcome {
        let jobs = self.jobs(today);
        let cache = Cache::open(&self.caches(), &jobs, today.parse().unwrap());
        let printed = print(&jobs, Some(&cache));
        let n_checked = cache.fresh.lock().unwrap().len();
        cache.save().unwrap();
        (printed, n_checked)
    }

    /// Runs without a cache.
    fn expected(&self, today: &str) -> String {
        print(&self.jobs(today), None)
    }
}

fn print(jobs: &[(Target, Arc<Project>)], cache: Option<&Cache>) -> String {
    let mut output = String::new();
    let mut renderer = Renderer::new(Format::Json, Style::default());
    run(jobs, RunOptions::default(), cache, |report| renderer.report(&report, &mut output)).unwrap();
    output
}

#[test]
fn a_second_run_finds_everything() {
    let setting = Setting::new();
    let cold = setting.run("2024-06-01");
    assert_eq!(cold, (setting.expected("2024-06-01"), 8));
    assert!(cold.0.contains("claim/refuted-value"));
    assert_eq!(setting.run("2024-06-01"), (cold.0, 0));
}

#[test]
fn what_changed_is_checked_anew_and_nothing_else() {
    let setting = Setting::new();
    setting.run("2024-06-01");
    setting.write("posts/3.md", "GPT-3拥有1750亿参数。\n");
    setting.write("posts/new.md", "2024年5月13日（周三）\n");
    assert_eq!(setting.run("2024-06-01"), (setting.expected("2024-06-01"), 2));
    fs::rename(setting.workspace().join("posts/new.md"), setting.workspace().join("posts/2024-01-02-new.md")).unwrap();
    // The name of a file can hold a date.
    assert_eq!(setting.run("2024-06-01"), (setting.expected("2024-06-01"), 1));
    assert_eq!(setting.run("2024-06-01").1, 0);
}

#[test]
fn another_configuration_or_table_is_another_check() {
    let setting = Setting::new();
    setting.run("2024-06-01");
    let steps = [
        ("factlint.yaml", "rules: { claim/refuted-value: info }\n"),
        ("factlint.yaml", "tables: [own.yaml]\n"),
        ("own.yaml", &TABLE.replace("75", "76")),
        ("factlint.yaml", "front-matter: { schema: { author: { required: true } } }\n"),
        ("factlint.yaml", "front-matter: { paths: { 'posts/1.md': { json-schema: schema.json } } }\n"),
        ("schema.json", "{\"required\": [\"author\"]}"),
    ];
    setting.write("own.yaml", TABLE);
    setting.write("schema.json", "{}");
    for (path, text) in steps {
        setting.write(path, text);
        let (printed, n_checked) = setting.run("2024-06-01");
        assert_eq!(printed, setting.expected("2024-06-01"), "{path}: {text}");
        assert_eq!(n_checked, 8, "{path}: {text}");
        assert_eq!(setting.run("2024-06-01").1, 0);
    }
    // Going back finds what was kept before.
    fs::remove_file(setting.workspace().join("factlint.yaml")).unwrap();
    assert_eq!(setting.run("2024-06-01"), (setting.expected("2024-06-01"), 0));
}

const TABLE: &str = "schema: reference/1\ntable: own\ntitle: Own\nlicense: CC0-1.0\nas-of: 2024-05-09\n\
    attributes: {seats: {dimension: count, label: {en: seats}, phrases: {en: {nouns: [seats]}}}}\n\
    sources: {sheet: {title: Sheet, url: \"https://example.org\", published: 2024-05-01}}\n\
    subjects: {hall: {name: Hall One, sources: [sheet], facts: {seats: 75}}}\n";

#[test]
fn another_day_is_another_check_only_where_it_matters() {
    let setting = Setting::new();
    let (june, _) = setting.run("2024-06-01");
    assert!(june.contains("date/future-date"));
    assert_eq!(setting.run("2024-06-02"), (setting.expected("2024-06-02"), 1));
    let (july, n_checked) = setting.run("2024-07-15");
    assert_eq!((july.as_str(), n_checked), (setting.expected("2024-07-15").as_str(), 1));
    assert!(!july.contains("date/future-date"));
    assert_eq!(setting.run("2031-07-15"), (july, 0));
    // Before the day of a post it is in the future: all posts with a date are looked at again.
    assert_eq!(setting.run("2024-04-01"), (setting.expected("2024-04-01"), 7));
}

#[test]
fn files_of_other_builds_are_not_read() {
    let setting = Setting::new();
    setting.run("2024-06-01");
    let bytes = fs::read(setting.cache_file()).unwrap();
    let (generation, entries) = read_entries(&bytes, BUILD).unwrap();
    let again = entries
        .iter()
        .map(|entry| (entry.key, entry.last_used, (entry.first_day, entry.last_day), &bytes[entry.payload.clone()]));
    fs::write(setting.cache_file(), write_entries("another build", generation, again, usize::MAX)).unwrap();
    assert_eq!(setting.run("2024-06-01"), (setting.expected("2024-06-01"), 8));
}

#[test]
fn a_small_limit_costs_time_only() {
    let setting = Setting::new();
    let cold = setting.run("2024-06-01").0;
    setting.write("posts/1.md", "changed\n");
    let jobs = setting.jobs("2024-06-01");
    // Only one document is asked for, so that the others are not used by this run.
    let cache = Cache::open(&setting.caches(), &jobs[..1], "2024-06-01".parse().unwrap());
    print(&jobs[..1], Some(&cache));
    cache.save_within(1, u64::MAX).unwrap();
    assert_eq!(setting.run("2024-06-01"), (setting.expected("2024-06-01"), 7));
    assert_ne!(cold, setting.expected("2024-06-01"));
}

#[test]
fn the_folder_is_kept_within_its_limit() {
    let setting = Setting::new();
    setting.run("2024-06-01");
    // Asked while it is the only one.
    let own = setting.cache_file();
    let old = setting.caches().join("0123.factlint-cache");
    let other = setting.caches().join("mine.txt");
    fs::write(&old, vec![0; 1000]).unwrap();
    fs::write(&other, vec![0; 1000]).unwrap();
    File::options().append(true).open(&old).unwrap().set_modified(SystemTime::UNIX_EPOCH).unwrap();
    let left = setting.caches().join("0123.1-0.factlint-cache-tmp");
    fs::write(&left, b"half").unwrap();
    File::options().append(true).open(&left).unwrap().set_modified(SystemTime::UNIX_EPOCH).unwrap();
    folder::evict(&own, 10);
    assert!(own.exists() && other.exists() && !old.exists() && !left.exists());
    let cleaned = clean(&setting.caches()).unwrap();
    assert_eq!(cleaned.files, 1);
    assert_eq!(fs::read_dir(setting.caches()).unwrap().count(), 1, "only the file of somebody else is left");
    fs::remove_file(other).unwrap();
    clean(&setting.caches()).unwrap();
    assert!(!setting.caches().exists());
    assert_eq!(clean(&setting.caches()).unwrap(), Cleaned::default());
}

#[test]
fn runs_at_the_same_time_do_not_disturb_each_other() {
    let setting = Setting::new();
    let expected = setting.expected("2024-06-01");
    std::thread::scope(|scope| {
        let runs: Vec<_> = (0..8).map(|_| scope.spawn(|| setting.run("2024-06-01").0)).collect();
        for run in runs {
            assert_eq!(run.join().unwrap(), expected);
        }
    });
    assert_eq!(setting.run("2024-06-01"), (expected, 0));
    let names: Vec<_> = fs::read_dir(setting.caches()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names.len(), 2, "the cache and its tag: {names:?}");
}

#[test]
fn a_folder_that_cannot_be_written_is_told_and_costs_nothing_else() {
    let setting = Setting::new();
    fs::write(setting.caches(), "a file where the folder should be").unwrap();
    let jobs = setting.jobs("2024-06-01");
    let cache = Cache::open(&setting.caches(), &jobs, "2024-06-01".parse().unwrap());
    assert_eq!(print(&jobs, Some(&cache)), setting.expected("2024-06-01"));
    assert!(cache.save().is_err());
}

#[test]
fn any_damage_costs_time_only() {
    let setting = Setting::new();
    let expected = setting.expected("2024-06-01");
    setting.run("2024-06-01");
    let path = setting.cache_file();
    let whole = fs::read(&path).unwrap();
    let mut runner = proptest::test_runner::TestRunner::new(crate::text::fixed_cases(60));
    let damage = (0..whole.len(), 1_u8.., 0..whole.len(), 0_usize..3);
    runner
        .run(&damage, |(at, flip, other, kind)| {
            let mut bytes = whole.clone();
            match kind {
                0 => bytes[at] ^= flip,
                1 => bytes.truncate(at),
                _ => drop(bytes.drain(at.min(other)..=at.max(other))),
            }
            fs::write(&path, bytes).unwrap();
            prop_assert_eq!(&setting.run("2024-06-01").0, &expected);
            prop_assert_eq!(setting.run("2024-06-01"), (expected.clone(), 0));
            Ok(())
        })
        .unwrap();
    fs::remove_file(&path).unwrap();
    assert_eq!(setting.run("2024-06-01").0, expected);
}

#[test]
fn the_name_of_a_cache_is_that_of_its_folder() {
    assert_eq!(folder::file_name(Path::new("/a")), folder::file_name(Path::new("/a")));
    assert_ne!(folder::file_name(Path::new("/a")), folder::file_name(Path::new("/b")));
}
