#!/usr/bin/env bash
# Makes the Python environment that builds wheels and runs pre-commit, and prints its folder: target/ci-python.
#
# Ends with exit code 3, and says so loudly, where there is no Python or no package registry: whoever needs the
# environment skips what it is for.
set -euo pipefail
cd "$(dirname "$0")/.."

environment=target/ci-python
skip() {
  printf '\n!!\n!! SKIPPED: %s\n!! The wheel and the pre-commit hooks are NOT tested by this run.\n!!\n\n' "$1" >&2
  exit 3
}

command -v python3 > /dev/null || skip 'python3 is not installed'
if [[ ! -x $environment/bin/pre-commit || ! -x $environment/bin/maturin ]]; then
  rm -rf "$environment"
  python3 -m venv "$environment" > /dev/null 2>&1 || skip 'python3 cannot make virtual environments (python3-venv)'
  "$environment/bin/python" -m pip install --quiet --disable-pip-version-check 'maturin>=1.9,<2' 'pre-commit>=4,<5' 1>&2 \
    || skip 'pip cannot install maturin and pre-commit: is the package registry out of reach?'
fi
echo "$PWD/$environment"
