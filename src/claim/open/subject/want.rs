//! What kind of name can have a value, and the name that a stretch of text is about.

use crate::claim::Link;
use crate::text::TextRange;

use super::class::Class;
use super::name::Name;

/// What kind of name can have a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Want {
    /// Models and other works have sizes, windows, prices and days of release.
    Thing,
    /// Whatever is released has a day of release, hardware and programs too.
    Dated,
    /// Companies and people raise, pay, found and join.
    Maker,
}

impl Want {
    /// Returns how well a name fits, 0 the best; `None` where it does not.
    pub(super) fn rank(self, name: &Name) -> Option<u8> {
        match (self, name.class) {
            (_, Class::Aside) => None,
            (Self::Thing | Self::Dated, Class::Thing) | (Self::Dated, Class::Device) | (Self::Maker, Class::Maker) => {
                Some(0)
            }
            (_, Class::Other) => Some(1),
            (Self::Thing, Class::Maker | Class::Device) | (Self::Dated, Class::Maker) => None,
            (Self::Maker, Class::Thing | Class::Device) => Some(2),
        }
    }

    /// Returns the highest rank that is sure: who acts is mostly told by the act alone.
    pub(super) fn sure(self) -> u8 {
        match self {
            Self::Thing | Self::Dated => 0,
            Self::Maker => 1,
        }
    }

    pub(super) fn is_sure(self, name: &Name) -> bool {
        self.rank(name).is_some_and(|rank| rank <= self.sure())
    }
}

/// A name with how a value was tied to it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tied {
    pub(super) range: TextRange,
    pub(super) link: Link,
}

/// Returns who a stretch is about: its first fitting name that is no yardstick and no place.
///
/// `worst` is the highest [`Want::rank`] that will do.
pub(super) fn topic(names: &[Name], want: Want, worst: u8) -> Option<&Name> {
    let near = &names[..names.len().min(16)];
    for rank in 0..=worst {
        let of_rank = || near.iter().filter(|name| want.rank(name) == Some(rank) && !name.is_guarded);
        let direct = || of_rank().filter(|name| !name.is_oblique);
        let named = direct().find(|name| !name.is_possessor).or_else(|| direct().next());
        if let Some(name) = named {
            return Some(name);
        }
    }
    None
}
