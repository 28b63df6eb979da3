//! What holds for any folder of documents: the output is the same for any number of threads and any order of the files,
//! and places are where the text is, whatever characters and line ends it has.

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};

use crate::support::{Output, factlint_in};

/// Parts of documents: claims, days, tables, front matter, comments, with characters of every width between them.
const PIECES: &str = "(Llama 2最大的拥有7000亿参数。|据说GPT-4有1.76万亿参数。|Phi-3 has 2.7B parameters\\.|2024年5月13日（周三）|4月31日|\
    GPT-4 was released on March 15, 2023\\.|比去年的50人增长了20%，达到80人。|from 8 to 12, up 20%\\.|# 标题\n|\n\n|\r\n|\n|\t|[ a-c]|é|😀|👨‍👩‍👧|한글|İ|　|，|。|\
    \\*\\*|`|- |> |\\| 模型 \\| 参数 \\|\n\\|---\\|---\\|\n\\| Llama 2 \\| 7000亿 \\|\n|<!-- factlint-disable-line all -- x -->|<!-- factlint-disable-next-line date/\\* -- x -->\n|As an AI language model, |\u{200B}|\u{301}){0,12}";

/// Front matter, whole and broken.
const FRONT_MATTER: &str = "(|---\ntitle: 一\ndate: 2024-05-08\n---\n\n|---\r\ntitle：二\r\ndate: 2024-02-30\r\n---\r\n|\u{FEFF}---\ntitle: 三\n\n|\\+\\+\\+\ntitle = \"四\"\n\\+\\+\\+\n|\\{\n\"title\": \"五\"\n\\}\n)";

fn cases(count: u32) -> Config {
    Config { cases: count, failure_persistence: None, rng_seed: RngSeed::Fixed(1), ..Config::default() }
}

fn run(folder: &Path, arguments: &[&str], paths: &[String]) -> Output {
    let paths = paths.iter().map(String::as_str);
    factlint_in(folder, &arguments.iter().copied().chain(paths).collect::<Vec<_>>())
}

/// Writes documents and returns their paths.
fn write(folder: &Path, documents: &[String]) -> Vec<String> {
    let path = |index: usize| format!("{}/2024-05-{:02}-post.md", ["zh", "en", "posts"][index % 3], 1 + index);
    for name in ["zh", "en", "posts"] {
        fs::create_dir_all(folder.join(name)).unwrap();
    }
    let paths: Vec<String> = (0..documents.len()).map(path).collect();
    for (path, text) in paths.iter().zip(documents) {
        fs::write(folder.join(path), text).unwrap();
    }
    paths
}

proptest! {
    #![proptest_config(cases(6))]

    #[test]
    fn threads_and_order_change_nothing(documents in prop::collection::vec((FRONT_MATTER, PIECES), 1..12)) {
        let folder = tempfile::tempdir().unwrap();
        let documents: Vec<String> = documents.into_iter().map(|(keys, text)| keys + &text).collect();
        let mut paths = write(folder.path(), &documents);
        let check = ["check", "--today", "2024-06-01", "--format", "json"];
        let first = run(folder.path(), &[&check[..], &["--threads", "1"]].concat(), &paths);
        prop_assert!(matches!(first.code, Some(0 | 1)), "{first:?}");
        paths.reverse();
        let second = run(folder.path(), &[&check[..], &["--threads", "4"]].concat(), &paths);
        prop_assert_eq!((&second.stdout, second.code), (&first.stdout, first.code));
        let twice = [paths.clone(), paths.clone()].concat();
        let third = run(folder.path(), &[&check[..], &["--threads", "3"]].concat(), &twice);
        prop_assert_eq!((&third.stdout, third.code), (&first.stdout, first.code));
    }

    #[test]
    fn fixed_files_are_the_same_for_any_number_of_threads_and_stay_fixed(documents in prop::collection::vec((FRONT_MATTER, PIECES), 1..8)) {
        let documents: Vec<String> = documents.into_iter().map(|(keys, text)| keys + &text).collect();
        let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
        let mut results: Vec<Vec<Vec<u8>>> = Vec::new();
        for (folder, threads) in folders.iter().zip(["1", "4"]) {
            let paths = write(folder.path(), &documents);
            let fix = ["check", "--today", "2024-06-01", "--fix", "--unsafe-fixes", "--threads", threads];
            let read = || -> Vec<Vec<u8>> { paths.iter().map(|path| fs::read(folder.path().join(path)).unwrap()).collect() };
            run(folder.path(), &fix, &paths);
            let once = read();
            run(folder.path(), &fix, &paths);
            prop_assert_eq!(&read(), &once);
            results.push(once);
        }
        prop_assert_eq!(&results[0], &results[1]);
    }
}
