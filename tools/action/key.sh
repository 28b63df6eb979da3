#!/usr/bin/env bash
# Names the source of the action by what it is built from, so that a kept binary is never that of another source.
#
# Environment: FACTLINT_SOURCE (the action's folder), GITHUB_OUTPUT (a file that takes outputs).
set -euo pipefail

cd "$FACTLINT_SOURCE"
# `shasum` is on the runners of every system.
key=$(find Cargo.lock Cargo.toml build.rs lints schemas src -type f -print0 | LC_ALL=C sort -z \
  | xargs -0 shasum -a 256 | shasum -a 256 | cut -d ' ' -f 1)
echo "key=$key" >> "$GITHUB_OUTPUT"
