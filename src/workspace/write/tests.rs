//! What comes in between, and what a run that was killed leaves.

use std::fs::Permissions;

use super::*;
use crate::workspace::names;

#[test]
fn a_text_takes_the_place_of_the_one_that_was_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("文.md");
    fs::write(&path, "old").unwrap();
    replace(&path, "old", "new").unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), "new");
    assert_eq!(names(folder.path()), ["文.md"]);
}

#[test]
fn what_was_saved_in_between_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.md");
    fs::write(&path, "saved by an editor").unwrap();
    assert!(matches!(replace(&path, "old", "new"), Err(WriteError::Changed)));
    assert_eq!(fs::read_to_string(&path).unwrap(), "saved by an editor");
    assert_eq!(names(folder.path()), ["a.md"]);
}

#[cfg(unix)]
#[test]
fn permissions_and_links_stay_and_read_only_files_are_refused() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.md");
    let link = folder.path().join("link.md");
    fs::write(&path, "old").unwrap();
    fs::set_permissions(&path, Permissions::from_mode(0o640)).unwrap();
    symlink("a.md", &link).unwrap();
    replace(&link, "old", "new").unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(&path).unwrap(), "new");
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    fs::set_permissions(&path, Permissions::from_mode(0o440)).unwrap();
    // Who is root may write everything.
    let is_allowed = OpenOptions::new().write(true).open(&path).is_ok();
    let result = replace(&path, "new", "newer");
    assert!(if is_allowed { result.is_ok() } else { matches!(result, Err(WriteError::ReadOnly)) });
    assert_eq!(fs::read_to_string(&path).unwrap(), if is_allowed { "newer" } else { "new" });
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o440);
}

#[cfg(unix)]
#[test]
fn a_file_with_several_names_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.md");
    fs::write(&path, "old").unwrap();
    fs::hard_link(&path, folder.path().join("b.md")).unwrap();
    assert!(matches!(replace(&path, "old", "new"), Err(WriteError::Linked { names: 2 })));
    assert_eq!(fs::read_to_string(&path).unwrap(), "old");
    assert_eq!(names(folder.path()), ["a.md", "b.md"]);
}

#[cfg(unix)]
#[test]
fn a_link_is_followed_below_its_folder_and_not_out_of_it() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("site");
    fs::create_dir_all(site.join("posts")).unwrap();
    fs::write(site.join("posts/a.md"), "old").unwrap();
    fs::write(folder.path().join("secret.md"), "old").unwrap();
    symlink("posts/a.md", site.join("in.md")).unwrap();
    symlink("../secret.md", site.join("out.md")).unwrap();
    replace(&site.join("in.md"), "old", "new").unwrap();
    assert_eq!(fs::read_to_string(site.join("posts/a.md")).unwrap(), "new");
    let refused = replace(&site.join("out.md"), "old", "new");
    assert!(matches!(refused, Err(WriteError::LeadsOut { .. })), "{refused:?}");
    assert_eq!(fs::read_to_string(folder.path().join("secret.md")).unwrap(), "old");
}

#[test]
fn a_new_file_is_never_written_over_another() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new.json");
    create(&path, "one").unwrap();
    assert!(matches!(create(&path, "two"), Err(WriteError::Changed)));
    assert_eq!(fs::read_to_string(&path).unwrap(), "one");
    assert_eq!(names(folder.path()), ["new.json"]);
    assert!(create(&folder.path().join("none/new.json"), "one").is_err());
}

/// Writes `new` over `old`, and lets `between` happen at each moment; returns the result, the text, and all names.
fn interrupted(between: impl Fn(Moment, &Path)) -> (Result<(), WriteError>, String, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.md");
    fs::write(&path, "old").unwrap();
    let result = replace_watched(&path, "old", "new", &mut |moment| between(moment, &path));
    (result, fs::read_to_string(&path).unwrap_or_default(), names(folder.path()))
}

/// Saves as most programs do: empties the file and writes it.
fn save_in_place(path: &Path, text: &str) {
    fs::write(path, text).unwrap();
}

/// Saves as careful programs do: writes another file and gives it the name.
fn save_by_renaming(path: &Path, text: &str) {
    let other = path.with_extension("saving");
    fs::write(&other, text).unwrap();
    fs::rename(other, path).unwrap();
}

const SAVING: [fn(&Path, &str); 2] = [save_in_place, save_by_renaming];

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
#[test]
fn a_save_after_the_comparison_is_kept_and_the_fix_is_not_written() {
    for save in SAVING {
        let (result, text, names) = interrupted(|moment, path| {
            if moment == Moment::Compared {
                save(path, "saved");
            }
        });
        assert!(matches!(result, Err(WriteError::Changed)), "{result:?}");
        assert_eq!((text.as_str(), names), ("saved", vec!["a.md".to_owned()]));
    }
}

#[test]
fn a_save_after_the_exchange_stands() {
    for save in SAVING {
        let (result, text, names) = interrupted(|moment, path| {
            if moment == Moment::Swapped(1) {
                save(path, "saved");
            }
        });
        assert!(result.is_ok(), "{result:?}");
        assert_eq!((text.as_str(), names), ("saved", vec!["a.md".to_owned()]));
    }
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
#[test]
fn of_two_saves_the_later_one_has_its_place_and_the_earlier_one_a_name() {
    for save in SAVING {
        let (result, text, names) = interrupted(|moment, path| match moment {
            Moment::Compared => save(path, "saved first"),
            Moment::Swapped(1) => save(path, "saved later"),
            Moment::Swapped(_) => {}
        });
        let Err(WriteError::Kept { aside }) = result else { panic!("{result:?}") };
        assert_eq!(text, "saved later");
        assert_eq!((aside.file_name().unwrap(), names.len()), ("a.md.factlint-saved".as_ref(), 2));
    }
}

/// Whoever has opened the file before the exchange writes to what was taken away.
#[cfg(any(target_os = "linux", target_vendor = "apple"))]
#[test]
fn a_program_that_has_emptied_the_file_writes_the_rest_into_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.md");
    fs::write(&path, "old").unwrap();
    let mut editor = None;
    let result = replace_watched(&path, "old", "new", &mut |moment| {
        if moment == Moment::Compared {
            editor = Some(File::create(&path).unwrap());
        }
    });
    editor.unwrap().write_all(b"saved").unwrap();
    assert!(matches!(result, Err(WriteError::Changed)), "{result:?}");
    assert_eq!(fs::read_to_string(&path).unwrap(), "saved");
    assert_eq!(names(folder.path()), ["a.md"]);
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
#[test]
fn a_file_that_is_removed_meanwhile_stays_removed() {
    let (result, text, names) = interrupted(|moment, path| {
        if moment == Moment::Compared {
            fs::remove_file(path).unwrap();
        }
    });
    assert!(matches!(result, Err(WriteError::System(error)) if error.kind() == io::ErrorKind::NotFound));
    assert_eq!((text.as_str(), names), ("", Vec::new()));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("posts/a.md");
    assert!(matches!(replace(&path, "old", "new"), Err(WriteError::Gone)));
}

#[test]
fn a_folder_that_is_removed_meanwhile_is_told() {
    let (result, _, names) = interrupted(|moment, path| {
        if moment == Moment::Compared {
            let parent = path.parent().unwrap();
            fs::remove_dir_all(parent).unwrap();
            fs::create_dir(parent).unwrap();
        }
    });
    assert!(matches!(result, Err(WriteError::System(_))), "{result:?}");
    assert_eq!(names, Vec::<String>::new());
}

#[cfg(unix)]
#[test]
fn a_link_that_takes_the_place_of_the_file_is_left_there() {
    let (result, _, names) = interrupted(|moment, path| {
        if moment == Moment::Compared {
            fs::write(path.with_file_name("b.md"), "another").unwrap();
            fs::remove_file(path).unwrap();
            std::os::unix::fs::symlink("b.md", path).unwrap();
        }
    });
    if cfg!(any(target_os = "linux", target_vendor = "apple")) {
        assert!(matches!(result, Err(WriteError::Changed)), "{result:?}");
        assert_eq!(names, ["a.md", "b.md"]);
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_another_factlint_is_at_work_on_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.md");
    fs::write(&path, "old").unwrap();
    let other = File::open(&path).unwrap();
    other.lock().unwrap();
    assert!(matches!(replace(&path, "old", "new"), Err(WriteError::Locked)));
    assert_eq!(names(folder.path()), ["a.md"]);
}

#[cfg(target_os = "linux")]
#[test]
fn extended_attributes_stay() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.md");
    fs::write(&path, "old").unwrap();
    let flags = rustix::fs::XattrFlags::empty();
    // Not every file system has them.
    if rustix::fs::setxattr(&path, "user.note", b"kept", flags).is_ok() {
        replace(&path, "old", "new").unwrap();
        let mut value = [0; 16];
        let length = rustix::fs::getxattr(&path, "user.note", &mut value[..]).unwrap();
        assert_eq!(&value[..length], b"kept");
    }
}

/// Whoever is root may give a file away, and take it back: only then can this be shown.
#[cfg(unix)]
#[test]
fn the_owner_stays_and_where_that_cannot_be_nothing_is_written() {
    use std::os::unix::fs::{MetadataExt as _, chown};
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.md");
    fs::write(&path, "old").unwrap();
    if chown(&path, Some(12_345), Some(12_346)).is_ok() {
        replace(&path, "old", "new").unwrap();
        let metadata = fs::metadata(&path).unwrap();
        assert_eq!((metadata.uid(), metadata.gid()), (12_345, 12_346));
    }
}

/// Makes what a run leaves that is killed at a moment: the file, and what stands beside it.
fn killed(at_path: &str, beside: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("文.md");
    fs::write(&path, at_path).unwrap();
    let mut temporary = Temporary::create(&path, None).unwrap();
    temporary.write_all(beside.as_bytes()).unwrap();
    temporary.rename_for_swap(&path, xxh3_128(b"old"), xxh3_128(b"new")).unwrap();
    temporary.release();
    (folder, path)
}

#[cfg(unix)]
#[test]
fn what_a_run_that_was_killed_left_is_removed() {
    for (at_path, beside) in [("old", "new"), ("new", "old"), ("saved later", "old"), ("saved later", "new")] {
        let (folder, path) = killed(at_path, beside);
        assert_eq!(recover(folder.path()), Vec::<PathBuf>::new());
        assert_eq!(fs::read_to_string(&path).unwrap(), at_path);
        assert_eq!(names(folder.path()), ["文.md"]);
    }
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
#[test]
fn a_save_that_a_run_that_was_killed_had_taken_away_gets_its_place_again() {
    let (folder, path) = killed("new", "saved");
    assert_eq!(recover(folder.path()), Vec::<PathBuf>::new());
    assert_eq!(fs::read_to_string(&path).unwrap(), "saved");
    assert_eq!(names(folder.path()), ["文.md"]);
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
#[test]
fn a_save_that_was_taken_away_is_kept_beside_a_later_one() {
    let (folder, path) = killed("saved later", "saved");
    assert_eq!(recover(folder.path()), [folder.path().join("文.md.factlint-saved")]);
    assert_eq!(fs::read_to_string(&path).unwrap(), "saved later");
    assert_eq!(names(folder.path()), ["文.md", "文.md.factlint-saved"]);
}

#[cfg(unix)]
#[test]
fn what_is_at_work_and_what_others_made_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    for name in [".factlint-cache", ".factlint-1-x.part.tmp", ".factlint-1-2-3-4-5.swap.tmp", ".factlint.part.tmp"] {
        fs::write(folder.path().join(name), "another's").unwrap();
    }
    fs::create_dir(folder.path().join(".factlint-1-2.part.tmp")).unwrap();
    std::os::unix::fs::symlink(".factlint-cache", folder.path().join(".factlint-1-3.part.tmp")).unwrap();
    let at_work = Temporary::create(&folder.path().join("a.md"), None).unwrap();
    let before = names(folder.path());
    assert_eq!(before.len(), 7);
    recover(folder.path());
    assert_eq!(names(folder.path()), before);
    drop(at_work);
    assert_eq!(names(folder.path()).len(), 6);
}

#[cfg(unix)]
#[test]
fn what_a_stranger_put_into_a_folder_for_all_is_left_alone() {
    let (folder, path) = killed("new", "a stranger's");
    let strangers = names(folder.path()).into_iter().find(|name| name.starts_with(".factlint")).unwrap();
    // Only root may give a file away.
    if std::os::unix::fs::chown(folder.path().join(&strangers), Some(12_345), None).is_ok() {
        recover(folder.path());
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(names(folder.path()), [strangers, "文.md".to_owned()]);
    }
}

/// In a container each run has the same process number.
#[test]
fn names_that_others_left_are_passed_over() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.md");
    fs::write(&path, "old").unwrap();
    for number in 0..2_000 {
        fs::write(folder.path().join(format!(".factlint-{}-{number}.part.tmp", std::process::id())), "left").unwrap();
    }
    replace(&path, "old", "new").unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), "new");
    assert_eq!(names(folder.path()).len(), 2_001);
}

#[test]
fn what_is_put_takes_the_place_of_a_link_and_not_of_what_it_leads_to() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("schema.json");
    put(&path, "one").unwrap();
    put(&path, "two").unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), "two");
    #[cfg(unix)]
    {
        fs::rename(&path, folder.path().join("other.json")).unwrap();
        std::os::unix::fs::symlink("other.json", &path).unwrap();
        put(&path, "three").unwrap();
        assert!(fs::symlink_metadata(&path).unwrap().is_file());
        assert_eq!(fs::read_to_string(folder.path().join("other.json")).unwrap(), "two");
    }
}
