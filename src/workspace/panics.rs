//! A defect in one document must not take the others down.

use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};

thread_local! {
    // The words and the place of the last panic of this thread, kept by the hook.
    static LAST: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Makes panics silent and remembers their words and places, so that they can be shown as findings.
///
/// For the program's start; a library that embeds factlint keeps its own hook, and findings then lack the place.
pub fn remember_panics() {
    panic::set_hook(Box::new(|info| {
        let words = info.payload_as_str().unwrap_or("no message");
        let place = info.location().map(|place| format!(" (at {}:{})", short(place.file()), place.line()));
        LAST.set(Some(format!("{words}{}", place.unwrap_or_default())));
    }));
}

/// Runs a check; `Err` holds the words of its panic.
pub(crate) fn catch<T>(check: impl FnOnce() -> T) -> Result<T, String> {
    // What the check was working on is dropped with it: nothing half-done is seen afterwards.
    panic::catch_unwind(AssertUnwindSafe(check)).map_err(|payload| {
        LAST.take().unwrap_or_else(|| {
            let text = payload.downcast_ref::<String>().cloned();
            text.or_else(|| payload.downcast_ref::<&str>().map(|text| (*text).to_owned()))
                .unwrap_or_else(|| "no message".to_owned())
        })
    })
}

/// Returns a source path from its crate's folder on: where the machine that built it keeps its sources is no one's
/// business.
fn short(path: &str) -> &str {
    let Some(source) = path.rfind("/src/").or_else(|| path.rfind("\\src\\")) else { return path };
    let start = path[..source].rfind(['/', '\\']).map_or(0, |separator| separator + 1);
    &path[start..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_its_words() {
        assert_eq!(catch(|| 3), Ok(3));
        assert!(catch(|| panic!("the {} words", 3)).unwrap_err().contains("the 3 words"));
    }

    #[test]
    fn places_are_told_from_their_crate_on() {
        assert_eq!(short("/home/someone/registry/parser-1.0/src/parse.rs"), "parser-1.0/src/parse.rs");
        assert_eq!(short("src/check/mod.rs"), "src/check/mod.rs");
    }
}
