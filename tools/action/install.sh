#!/usr/bin/env bash
# Installs factlint for the steps that follow: a published version from PyPI, or the source of the action.
#
# Environment: FACTLINT_SOURCE (the action's folder), FACTLINT_ROOT (where to install), INPUT_VERSION (may be empty),
# GITHUB_PATH (a file that takes folders for the PATH).
set -euo pipefail

if [[ -n ${INPUT_VERSION:-} ]]; then
  if [[ ! $INPUT_VERSION =~ ^[0-9A-Za-z.+-]+$ ]]; then
    echo "::error::factlint: the version is written as 0.1.0"
    exit 2
  fi
  python3 -m venv "$FACTLINT_ROOT/venv"
  "$FACTLINT_ROOT/venv/bin/python" -m pip install --quiet --disable-pip-version-check "factlint==$INPUT_VERSION"
  mkdir -p "$FACTLINT_ROOT/bin"
  ln -sf "$FACTLINT_ROOT/venv/bin/factlint" "$FACTLINT_ROOT/bin/factlint"
elif [[ ! -x $FACTLINT_ROOT/bin/factlint ]]; then
  cargo install --quiet --locked --path "$FACTLINT_SOURCE" --root "$FACTLINT_ROOT"
fi
"$FACTLINT_ROOT/bin/factlint" --version
echo "$FACTLINT_ROOT/bin" >> "$GITHUB_PATH"
