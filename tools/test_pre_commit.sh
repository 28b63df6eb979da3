#!/usr/bin/env bash
# Runs the real pre-commit on a repository that is made on the spot: a bad post is stopped, repaired, and passes.
#
# Needs the wheel that tools/test_wheel.sh leaves in target/ci-wheel. The hooks are those of .pre-commit-hooks.yaml, from a
# repository that installs the wheel, as mirrors for hooks do: building the program once more would take minutes and
# show nothing new. Exit code 3: skipped (no Python, or no package registry).
set -euo pipefail
cd "$(dirname "$0")/.."

environment=$(bash tools/python_environment.sh)
wheels=("$PWD"/target/ci-wheel/*.whl)
if [[ ! -f ${wheels[0]} ]]; then
  echo 'there is no wheel in target/ci-wheel: run tools/test_wheel.sh first' >&2
  exit 1
fi
hooks=$PWD/.pre-commit-hooks.yaml
system=$PWD/target/ci-wheel-environment/bin

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Nobody's own settings of Git, pre-commit or factlint take part.
export HOME=$work/home GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
export XDG_CONFIG_HOME=$work/home/config XDG_CACHE_HOME=$work/home/cache PRE_COMMIT_HOME=$work/pre-commit
export GIT_AUTHOR_NAME=tester GIT_AUTHOR_EMAIL=tester@example.org
export GIT_COMMITTER_NAME=tester GIT_COMMITTER_EMAIL=tester@example.org
export PRE_COMMIT_COLOR=never
unset FACTLINT_NO_CACHE FACTLINT_CACHE_DIR GIT_DIR GIT_INDEX_FILE GIT_WORK_TREE
mkdir -p "$HOME"

fail() {
  printf 'pre-commit test: %s\n' "$1" >&2
  [[ -f $work/output ]] && cat "$work/output" >&2
  exit 1
}

# The repository that the hooks come from.
mkdir "$work/hooks"
cp "$hooks" "$work/hooks/"
cat > "$work/hooks/pyproject.toml" << END
[build-system]
requires = ["setuptools>=61"]
build-backend = "setuptools.build_meta"
[project]
name = "factlint-hooks"
version = "0"
dependencies = ["factlint @ file://${wheels[0]}"]
[tool.setuptools]
py-modules = []
END
git -C "$work/hooks" init --quiet
git -C "$work/hooks" add .
git -C "$work/hooks" commit --quiet --message hooks
revision=$(git -C "$work/hooks" rev-parse HEAD)

# The repository of somebody who writes.
blog=$work/blog
mkdir -p "$blog/posts"
cd "$blog"
git init --quiet
configure() {
  cat > .pre-commit-config.yaml << END
repos:
  - repo: $work/hooks
    rev: $revision
    hooks:
      - id: $1
        args: ["--today=2024-06-10"]
END
  git add .pre-commit-config.yaml
}
attempt() {
  git add --all
  git commit --quiet --message "$1" > "$work/output" 2>&1
}

configure factlint
"$environment/bin/pre-commit" install > "$work/output" 2>&1 || fail 'the hook cannot be installed'

post='posts/2024-05-09 模型.md'
printf -- '---\ntitle: 模型\ndate: 2024-05-09\n---\n\nGPT-3拥有17500亿参数。\n' > "$post"
attempt 'a bad post' && fail 'a bad post was taken'
grep --quiet 'claim/scale-slip' "$work/output" || fail 'the finding is not shown'
git rev-parse --quiet --verify HEAD > /dev/null && fail 'something was committed'

printf -- '---\ntitle: 模型\ndate: 2024-05-09\n---\n\nGPT-3拥有1750亿参数。\n' > "$post"
attempt 'the post, repaired' || fail 'a good post was stopped'

# What is no Markdown does not concern the hook.
printf 'GPT-3拥有17500亿参数。\n' > notes.txt
attempt 'notes' || fail 'a file that is no Markdown was stopped'
grep --quiet 'Skipped' "$work/output" || fail 'the hook ran for a file that is no Markdown'

# The hook that repairs: stopped once, because the file was changed, and then taken.
configure factlint-fix
printf -- '\n---\ntitle: 二\ndate: 2024-05-10\n---\n\n正文。\n' > posts/second.md
attempt 'a post to repair' && fail 'a post was taken that had to be repaired'
grep --quiet 'files were modified by this hook' "$work/output" || fail 'the post was not repaired'
[[ $(head -n 1 posts/second.md) == '---' ]] || fail 'the repair is not in the file'
attempt 'the post, repaired by the hook' || fail 'the repaired post was stopped'

# The hook that takes the installed program.
configure factlint-system
printf '2024年5月13日（周三）开会。\n' > posts/third.md
PATH=$system:$PATH attempt 'a wrong weekday' && fail 'a wrong weekday was taken'
grep --quiet 'date/wrong-weekday' "$work/output" || fail 'the wrong weekday is not shown'
printf '2024年5月13日（周一）开会。\n' > posts/third.md
PATH=$system:$PATH attempt 'the right weekday' || fail 'the right weekday was stopped'

[[ $(git log --oneline | wc -l) -eq 4 ]] || fail 'there are four commits'
echo "$("$environment/bin/pre-commit" --version): three bad posts were stopped, repaired and taken, by three hooks"
