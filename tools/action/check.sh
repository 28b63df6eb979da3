#!/usr/bin/env bash
# Runs factlint for the action; says how it ended by the outputs `exit-code` and `sarif`, and never fails itself, so that
# findings can be uploaded before the job fails.
#
# Environment: INPUT_* as in action.yml, GITHUB_OUTPUT (a file that takes outputs).
set -uo pipefail

paths=()
while IFS= read -r path || [[ -n $path ]]; do
  path="${path#"${path%%[![:space:]]*}"}"
  path="${path%"${path##*[![:space:]]}"}"
  [[ -n $path ]] && paths+=("$path")
done <<< "${INPUT_PATHS:-.}"

arguments=(check "--fail-on=${INPUT_FAIL_ON:-warning}")
[[ -n ${INPUT_CONFIG:-} ]] && arguments+=("--config=$INPUT_CONFIG")

# What follows `--` is a path, whatever it looks like.
factlint "${arguments[@]}" "--format=${INPUT_FORMAT:-github}" -- "${paths[@]}"
code=$?

sarif=''
if [[ ${INPUT_SARIF:-false} == true && $code -ne 2 ]]; then
  file=${INPUT_SARIF_FILE:-factlint.sarif}
  # The cache makes this run a short one.
  factlint "${arguments[@]}" --format=sarif -- "${paths[@]}" > "$file"
  [[ $? -le 1 ]] && sarif="${INPUT_WORKING_DIRECTORY:-.}/$file"
fi

{
  echo "exit-code=$code"
  # A name with a line end would be another output.
  echo "sarif=${sarif//[$'\r\n']/}"
} >> "$GITHUB_OUTPUT"
