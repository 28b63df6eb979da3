#!/usr/bin/env bash
# Runs the release binary on a folder of cases and hands its answers to a scorer:
#   tools/score_extraction.sh CASES SCORER [ARGUMENT…]
# CASES holds *.jsonl, one {"id", "text", "reference_date"?, …} a line. SCORER is a Python program that is called with
# `--cases FILE… --found FILE ARGUMENT…`. Builds nothing: `cargo build --release` comes first.
set -euo pipefail
cases=${1:?the folder of cases}
scorer=${2:?the scorer}
shift 2
binary=$(dirname "$0")/../target/release/factlint
found=$(mktemp)
trap 'rm -f "$found"' EXIT
cat "$cases"/*.jsonl | "$binary" extract --jsonl > "$found"
python3 "$scorer" --cases "$cases"/*.jsonl --found "$found" "$@"
