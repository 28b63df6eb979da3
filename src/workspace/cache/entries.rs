//! The bytes of a cache file: a head, and entries one behind the other, each with a checksum of its own.

use std::ops::Range;

use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

/// What a report is found by.
pub(super) type Key = u128;

/// An entry of a file that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) key: Key,
    /// The number of the run that used it last, among those that wrote the file.
    pub(super) last_used: u32,
    /// The days on which it holds, counted from the first of the year 1.
    pub(super) first_day: i32,
    pub(super) last_day: i32,
    /// Bytes of the file.
    pub(super) payload: Range<usize>,
}

/// Starts each file, and says which shape the rest has.
const MAGIC: &[u8; 16] = b"factlint cache\x01\n";

/// Bytes of the head: magic, hash of the build, number of the run, checksum.
const HEAD: usize = 16 + 16 + 4 + 8;

/// Bytes of an entry before its payload: length of the payload, checksum of the rest, key, last use, days.
const ENTRY: usize = 4 + 8 + 16 + 4 + 4 + 4;

/// Reads a file: the number of the run that wrote it, and its entries. `None` where another build wrote it, or nobody.
///
/// An entry whose checksum is wrong ends the reading where it does not say how long it is, and is left out otherwise.
pub(super) fn read_entries(bytes: &[u8], build: &str) -> Option<(u32, Vec<Entry>)> {
    let (head, _) = bytes.split_at_checked(HEAD)?;
    let (covered, checksum) = head.split_at(HEAD - 8);
    let is_ours = covered.starts_with(MAGIC)
        && covered[16..32] == xxh3_128(build.as_bytes()).to_le_bytes()
        && checksum == xxh3_64(covered).to_le_bytes();
    if !is_ours {
        return None;
    }
    let generation = u32::from_le_bytes(covered[32..].try_into().ok()?);
    let mut entries = Vec::new();
    let mut at = HEAD;
    while let Some((entry, end)) = read_entry(bytes, at) {
        entries.extend(entry);
        at = end;
    }
    Some((generation, entries))
}

/// Reads the entry at an offset, and says where it ends; the entry itself is `None` where it is damaged.
fn read_entry(bytes: &[u8], at: usize) -> Option<(Option<Entry>, usize)> {
    let head = bytes.get(at..at.checked_add(ENTRY)?)?;
    let length = usize::try_from(u32::from_le_bytes(head[..4].try_into().ok()?)).ok()?;
    let start = at + ENTRY;
    let end = start.checked_add(length).filter(|end| *end <= bytes.len())?;
    // A wrong length makes the next place one between entries: nothing there has a checksum that fits.
    if head[4..12] != checksum(&bytes[at..end]).to_le_bytes() {
        return Some((None, end));
    }
    let number = |from: usize| -> Option<[u8; 4]> { head[from..from + 4].try_into().ok() };
    let entry = Entry {
        key: Key::from_le_bytes(head[12..28].try_into().ok()?),
        last_used: u32::from_le_bytes(number(28)?),
        first_day: i32::from_le_bytes(number(32)?),
        last_day: i32::from_le_bytes(number(36)?),
        payload: start..end,
    };
    Some((Some(entry), end))
}

/// Returns the checksum of an entry: of its length, and of all behind the checksum itself.
fn checksum(entry: &[u8]) -> u64 {
    xxh3_64(&entry[12..]) ^ xxh3_64(&entry[..4])
}

/// Returns the bytes of a file. The entries come with the most recently used first; where `limit` is reached, the rest is
/// left out, but never what was used in this run.
pub(super) fn write_entries<'a>(
    build: &str,
    generation: u32,
    entries: impl Iterator<Item = (Key, u32, (i32, i32), &'a [u8])>,
    limit: usize,
) -> Vec<u8> {
    let mut bytes = MAGIC.to_vec();
    bytes.extend_from_slice(&xxh3_128(build.as_bytes()).to_le_bytes());
    bytes.extend_from_slice(&generation.to_le_bytes());
    let checksum_of_head = xxh3_64(&bytes);
    bytes.extend_from_slice(&checksum_of_head.to_le_bytes());
    for (key, last_used, (first_day, last_day), payload) in entries {
        let Ok(length) = u32::try_from(payload.len()) else { continue };
        if last_used != generation && limit < bytes.len() + ENTRY + payload.len() {
            break;
        }
        let start = bytes.len();
        bytes.extend_from_slice(&length.to_le_bytes());
        bytes.extend_from_slice(&[0; 8]);
        bytes.extend_from_slice(&key.to_le_bytes());
        bytes.extend_from_slice(&last_used.to_le_bytes());
        bytes.extend_from_slice(&first_day.to_le_bytes());
        bytes.extend_from_slice(&last_day.to_le_bytes());
        bytes.extend_from_slice(payload);
        let checksum = checksum(&bytes[start..]);
        bytes[start + 4..start + 12].copy_from_slice(&checksum.to_le_bytes());
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn file(payloads: &[Vec<u8>]) -> Vec<u8> {
        let entries = (1..).zip(payloads).map(|(key, payload)| (key, 3, (1, 9), payload.as_slice()));
        write_entries("build", 3, entries, usize::MAX)
    }

    fn payloads(bytes: &[u8]) -> Vec<(Key, Vec<u8>)> {
        let (_, entries) = read_entries(bytes, "build").unwrap_or_default();
        entries.into_iter().map(|entry| (entry.key, bytes[entry.payload].to_vec())).collect()
    }

    #[test]
    fn entries_come_back_for_the_build_that_wrote_them() {
        let bytes = file(&[b"one".to_vec(), Vec::new(), vec![7; 300]]);
        assert_eq!(payloads(&bytes), [(1, b"one".to_vec()), (2, Vec::new()), (3, vec![7; 300])]);
        assert_eq!(read_entries(&bytes, "build").unwrap().0, 3);
        assert!(read_entries(&bytes, "another").is_none());
        assert!(read_entries(b"", "build").is_none());
    }

    #[test]
    fn what_was_used_longest_ago_goes_first_and_never_what_was_used_now() {
        let payload = [0_u8; 100];
        let entries = [(1, 9), (2, 9), (3, 8), (4, 2)].map(|(key, used)| (key, used, (1, 9), payload.as_slice()));
        let keys = |limit| -> Vec<Key> {
            payloads(&write_entries("build", 9, entries.into_iter(), limit)).into_iter().map(|(key, _)| key).collect()
        };
        assert_eq!(keys(1000), [1, 2, 3, 4]);
        assert_eq!(keys(HEAD + 3 * (ENTRY + 100)), [1, 2, 3]);
        assert_eq!(keys(10), [1, 2]);
    }

    proptest! {
        #![proptest_config(crate::text::fixed_cases(400))]

        #[test]
        fn a_damaged_file_gives_entries_that_were_written_or_none(
            written in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..40), 0..8),
            at in any::<proptest::sample::Index>(),
            flip in 1_u8..,
            cut in any::<proptest::sample::Index>(),
        ) {
            let mut bytes = file(&written);
            let at = at.index(bytes.len());
            bytes[at] ^= flip;
            let whole: Vec<(Key, Vec<u8>)> = (1..).zip(written).collect();
            for found in payloads(&bytes) {
                prop_assert!(whole.contains(&found));
            }
            bytes[at] ^= flip;
            bytes.truncate(cut.index(bytes.len() + 1));
            for found in payloads(&bytes) {
                prop_assert!(whole.contains(&found));
            }
        }
    }
}
