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

file=''
if [[ ${INPUT_SARIF:-false} == true ]]; then
  file=${INPUT_SARIF_FILE:-factlint.sarif}
  arguments+=("--output=sarif:$file")
fi

# What follows `--` is a path, whatever it looks like.
factlint "${arguments[@]}" "--format=${INPUT_FORMAT:-github}" -- "${paths[@]}"
code=$?

sarif=''
# What a run that was not completed has found must not close what others found before.
if [[ -n $file && $code -le 1 ]]; then
  [[ $file == /* ]] && sarif=$file || sarif="${INPUT_WORKING_DIRECTORY:-.}/$file"
fi

{
  echo "exit-code=$code"
  # A name with a line end would be another output.
  echo "sarif=${sarif//[$'\r\n']/}"
} >> "$GITHUB_OUTPUT"
