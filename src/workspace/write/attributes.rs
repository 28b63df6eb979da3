//! What a file has besides its text, and what the one in its place gets: owner, permissions, extended attributes.

use std::fs::{File, Metadata};

/// What a file has besides its text.
pub(super) struct Attributes<'a> {
    metadata: &'a Metadata,
    // Names and values. Access control lists and security labels are among them.
    #[cfg(target_os = "linux")]
    extended: Vec<(std::ffi::CString, Vec<u8>)>,
}

impl<'a> Attributes<'a> {
    pub(super) fn of(file: &File, metadata: &'a Metadata) -> Self {
        #[cfg(not(target_os = "linux"))]
        let _ = file;
        Self {
            metadata,
            #[cfg(target_os = "linux")]
            extended: extended(file),
        }
    }

    /// Gives them to another file; returns whether it has the same owner and group then. Extended attributes that only the
    /// system may set are left to it.
    pub(super) fn apply(&self, file: &File) -> bool {
        #[cfg(unix)]
        {
            use std::os::unix::fs::{MetadataExt as _, fchown};
            let owner = |metadata: &Metadata| (metadata.uid(), metadata.gid());
            let is_same = file.metadata().is_ok_and(|own| owner(&own) == owner(self.metadata));
            if !is_same && fchown(file, Some(self.metadata.uid()), Some(self.metadata.gid())).is_err() {
                return false;
            }
        }
        #[cfg(target_os = "linux")]
        for (name, value) in &self.extended {
            let _ = rustix::fs::fsetxattr(file, name.as_c_str(), value, rustix::fs::XattrFlags::empty());
        }
        // After the owner, whose change may take permissions away.
        file.set_permissions(self.metadata.permissions()).is_ok()
    }
}

/// Returns the extended attributes of a file; none where the file system has none.
#[cfg(target_os = "linux")]
fn extended(file: &File) -> Vec<(std::ffi::CString, Vec<u8>)> {
    // The system's own limit on one value, and on all names together.
    const MAXIMUM_BYTES: usize = 64 << 10;
    let Ok(length) = rustix::fs::flistxattr_query(file) else { return Vec::new() };
    let mut names = vec![0; length.min(MAXIMUM_BYTES)];
    let Ok(length) = rustix::fs::flistxattr(file, &mut names[..]) else { return Vec::new() };
    let names = names[..length].split_inclusive(|byte| *byte == 0);
    names
        .filter_map(|name| {
            let name = std::ffi::CStr::from_bytes_with_nul(name).ok()?.to_owned();
            let mut value = vec![0; rustix::fs::fgetxattr_query(file, name.as_c_str()).ok()?.min(MAXIMUM_BYTES)];
            let length = rustix::fs::fgetxattr(file, name.as_c_str(), &mut value[..]).ok()?;
            value.truncate(length);
            Some((name, value))
        })
        .collect()
}
