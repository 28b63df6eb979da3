//! How far a long run is: one line on standard error that is written over and goes away.

use std::time::Duration;

use crate::message::Message;

/// Before this nobody wonders.
const PATIENCE: Duration = Duration::from_secs(1);

/// Between two lines; more often nobody could read them.
const INTERVAL: Duration = Duration::from_millis(100);

/// Goes back to the start of the line and deletes it.
const ERASE: &str = "\r\x1b[K";

/// Decides what to show and when; asks no clock.
#[derive(Debug)]
pub(super) struct Progress {
    // Whether a person watches standard error.
    is_watched: bool,
    total: usize,
    done: usize,
    shown_at: Option<Duration>,
    is_on_screen: bool,
}

impl Progress {
    pub(super) fn new(is_watched: bool) -> Self {
        Self { is_watched, total: 0, done: 0, shown_at: None, is_on_screen: false }
    }

    /// Sets how many documents there are.
    pub(super) fn set_total(&mut self, total: usize) {
        self.total = total;
    }

    /// Counts a document, `elapsed` since the start of the run; returns what to print.
    pub(super) fn advance(&mut self, elapsed: Duration) -> Option<Message> {
        self.done += 1;
        let is_due = match self.shown_at {
            None => PATIENCE <= elapsed,
            Some(shown_at) => shown_at + INTERVAL <= elapsed,
        };
        if !self.is_watched || !is_due || self.total <= self.done {
            return None;
        }
        self.shown_at = Some(elapsed);
        self.is_on_screen = true;
        Some(message!(
            "{erase}checked {done} of {total} documents",
            erase = ERASE,
            done = self.done,
            total = self.total
        ))
    }

    /// Returns what to print before anything else is.
    pub(super) fn clear(&mut self) -> Option<&'static str> {
        std::mem::take(&mut self.is_on_screen).then_some(ERASE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(is_watched: bool, milliseconds: &[u64]) -> Vec<Option<Message>> {
        let mut progress = Progress::new(is_watched);
        progress.set_total(10);
        milliseconds.iter().map(|time| progress.advance(Duration::from_millis(*time))).collect()
    }

    #[test]
    fn only_long_runs_that_somebody_watches_show_it() {
        let line =
            |done: usize| Some(message!("{erase}checked {done} of {total} documents", erase = ERASE, done, total = 10));
        assert_eq!(shown(true, &[100, 999, 1000, 1050, 1100]), [None, None, line(3), None, line(5)]);
        assert_eq!(shown(false, &[100, 5000]), [None, None]);
        assert_eq!(shown(true, &[2000; 10])[9], None);
    }

    #[test]
    fn it_goes_away_once() {
        let mut progress = Progress::new(true);
        progress.set_total(9);
        assert_eq!(progress.clear(), None);
        assert!(progress.advance(Duration::from_secs(2)).is_some());
        assert_eq!(progress.clear(), Some("\r\x1b[K"));
        assert_eq!(progress.clear(), None);
    }
}
