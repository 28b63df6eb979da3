//! How much of its input factlint takes before it says so instead of going on.
//!
//! Main type: [`Limits`]. Each limit has a default that no honest document comes near, and a highest value for which the
//! memory and the time of a run are still bounded. What is over a limit is a finding, never silence.

/// How much of a document, of a configuration and of a pack is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Limits {
    /// Bytes of a document.
    pub file_size: u64,
    /// Bytes between the fences of front matter.
    pub front_matter_size: u64,
    /// Levels of lists and mappings in front matter.
    pub front_matter_depth: u64,
    /// Values in front matter, those of expanded aliases counted each time.
    pub front_matter_values: u64,
    /// Digits of one number in the text.
    pub number_digits: u64,
    /// Claims of one document that are checked.
    pub claims: u64,
    /// Findings of one document that are reported.
    pub findings: u64,
    /// Bytes of one compiled pattern of a pack.
    pub pattern_size: u64,
    /// Configurations that stand on each other.
    pub extends_depth: u64,
    /// Files that one configuration consists of.
    pub extends_files: u64,
}

/// One of the limits.
#[derive(Debug)]
pub struct LimitMeta {
    /// Its key under `limits`.
    pub key: &'static str,
    /// What it counts, in one sentence.
    pub documentation: &'static str,
    /// Whether it counts bytes, so that it may be written as `10 MB`.
    pub is_size: bool,
    /// What it is without configuration.
    pub default: u64,
    /// The lowest value that it can have.
    pub lowest: u64,
    /// The highest value that it can have.
    pub highest: u64,
    /// Its value among others.
    pub get: fn(&Limits) -> u64,
    /// Its place among others.
    pub get_mut: fn(&mut Limits) -> &mut u64,
}

impl PartialEq for LimitMeta {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

macro_rules! limits {
    ($($field:ident $key:literal $is_size:literal: $default:expr, $lowest:expr => $highest:expr, $documentation:literal;)*) => {
        impl Default for Limits {
            fn default() -> Self {
                Self { $($field: $default,)* }
            }
        }

        impl Limits {
            /// All limits, in the order of the documentation.
            pub const ALL: &'static [LimitMeta] = &[$(LimitMeta {
                key: $key,
                documentation: $documentation,
                is_size: $is_size,
                default: $default,
                lowest: $lowest,
                highest: $highest,
                get: |limits| limits.$field,
                get_mut: |limits| &mut limits.$field,
            },)*];
        }
    };
}

// The highest values of front matter are those of the readers (`data::MAXIMUM_BYTES` and its neighbours); that of
// `file-size` keeps every offset far below 4 GiB.
limits! {
    file_size "file-size" true: 50_000_000, 1_000 => 1_000_000_000, "The most bytes of a document.";
    front_matter_size "front-matter-size" true: 1 << 20, 100 => 1 << 20, "The most bytes of front matter.";
    front_matter_depth "front-matter-depth" false: 64, 2 => 64, "How deep values of front matter may be nested.";
    front_matter_values "front-matter-values" false: 100_000, 10 => 100_000, "The most values in front matter, those of expanded aliases counted each time.";
    number_digits "number-digits" false: 1_000, 30 => 1_000_000, "The most digits of a number in the text.";
    claims "claims" false: 5_000, 1 => 1_000_000, "The most claims of a document that are checked.";
    findings "findings" false: 1_000, 1 => 1_000_000, "The most findings of a document that are reported.";
    pattern_size "pattern-size" true: 1 << 20, 1_000 => 16 << 20, "The most bytes of a pattern of a pack once it is compiled.";
    extends_depth "extends-depth" false: 8, 1 => 32, "How many configurations may stand on each other.";
    extends_files "extends-files" false: 64, 1 => 1_000, "How many files a configuration may consist of.";
}

impl LimitMeta {
    /// Returns a value as people write it: `50 MB`, `1 MiB`, `20000`.
    pub fn show(&self, value: u64) -> String {
        const UNITS: [(u64, &str); 4] = [(1_000_000, "MB"), (1 << 20, "MiB"), (1_000, "kB"), (1 << 10, "KiB")];
        let unit = UNITS.iter().find(|(size, _)| self.is_size && 0 < value && value.is_multiple_of(*size));
        match unit {
            Some((size, unit)) => format!("{} {unit}", value / size),
            None if self.is_size => format!("{value} bytes"),
            None => value.to_string(),
        }
    }

    /// Reads a value as people write it; `None` where it is none.
    pub fn read(&self, written: &str) -> Option<u64> {
        let digits_end = written.find(|character: char| !character.is_ascii_digit() && character != '_');
        let (digits, unit) = written.split_at(digits_end.unwrap_or(written.len()));
        let number: u64 = digits.replace('_', "").parse().ok()?;
        let factor = match unit.trim().to_ascii_lowercase().as_str() {
            "" => 1,
            _ if !self.is_size => return None,
            "b" | "byte" | "bytes" => 1,
            "kb" => 1_000,
            "kib" => 1 << 10,
            "mb" => 1_000_000,
            "mib" => 1 << 20,
            "gb" => 1_000_000_000,
            "gib" => 1 << 30,
            _ => return None,
        };
        number.checked_mul(factor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_default_is_within_its_bounds() {
        let defaults = Limits::default();
        for meta in Limits::ALL {
            assert!((meta.lowest..=meta.highest).contains(&meta.default), "{}", meta.key);
            assert_eq!((meta.get)(&defaults), meta.default, "{}", meta.key);
        }
    }

    #[test]
    fn sizes_are_written_with_units() {
        let size = &Limits::ALL[0];
        for (written, value) in [("50 MB", 50_000_000), ("1MiB", 1 << 20), ("1500", 1_500), ("2_000 kB", 2_000_000)] {
            assert_eq!(size.read(written), Some(value), "{written}");
        }
        for wrong in ["", "-1", "1.5 MB", "5 apples", "99999999999999999999", "99999999999 GB", "１０"] {
            assert_eq!(size.read(wrong), None, "{wrong}");
        }
        let count = Limits::ALL.iter().find(|meta| meta.key == "claims").expect("a limit");
        assert_eq!([count.read("5"), count.read("5 MB")], [Some(5), None]);
        assert_eq!([size.show(50_000_000), size.show(1 << 20), size.show(1_500)], ["50 MB", "1 MiB", "1500 bytes"]);
        assert_eq!(count.show(20_000), "20000");
    }
}
