#!/usr/bin/env bash
# Builds the Python wheel, installs it into a fresh virtual environment, and checks a document with it.
#
# The release build of `cargo build --release` is used again where there is one. Exit code 3: skipped (no Python, or no
# package registry); the wheel is left in target/ci-wheel.
set -euo pipefail
cd "$(dirname "$0")/.."

environment=$(bash tools/python_environment.sh)
rm -rf target/ci-wheel target/ci-wheel-environment
"$environment/bin/maturin" build --quiet --release --locked --out target/ci-wheel
wheels=(target/ci-wheel/*.whl)
if [[ ${#wheels[@]} -ne 1 ]]; then
  echo "one wheel is built, not ${#wheels[@]}" >&2
  exit 1
fi

python3 -m venv target/ci-wheel-environment
# Nothing but the wheel: it has no dependencies.
target/ci-wheel-environment/bin/python -m pip install --quiet --disable-pip-version-check --no-index "${wheels[0]}"
factlint=$PWD/target/ci-wheel-environment/bin/factlint

version=$("$factlint" --version)
expected="factlint $(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1)"
if [[ $version != "$expected" ]]; then
  echo "the wheel's program says '$version', not '$expected'" >&2
  exit 1
fi
status=0
output=$("$factlint" check --no-cache --format concise --today 2024-06-10 fixtures/documents 2>&1) || status=$?
if [[ $status -ne 1 || $output != *'claim/scale-slip'* ]]; then
  printf 'the check with the wheel ended with exit code %d:\n%s\n' "$status" "$output" >&2
  exit 1
fi
echo "$(basename "${wheels[0]}") ($(($(stat -c %s "${wheels[0]}" 2> /dev/null || stat -f %z "${wheels[0]}") / 1000)) KB) is installed and checks: $version"
