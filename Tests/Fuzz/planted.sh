#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Takes one check at a time out of a copy of the runtime and prints how long the fuzzers need to notice:
# what says that a clean run of theirs means something.
#
#     Tests/Fuzz/planted.sh FOLDER [SECONDS]
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
out=${1:?"usage: planted.sh FOLDER [SECONDS]"}
limit=${2:-120}
missed=0
mkdir -p "$out"
out=$(cd "$out" && pwd)

# plant TARGET FILE OLD NEW: OLD is a line of FILE, or a part of one that is there once.
plant() {
  target=$1
  file=$2
  copy=$out/copy
  rm -rf "$copy"
  mkdir -p "$copy"
  cp -r "$root/Sources" "$root/Tests" "$copy"
  FILE=$copy/Sources/RecipeRuntime/$file OLD=$3 NEW=$4 python3 - <<'EDIT'
import os
import sys

path, old, new = (os.environ[name] for name in ("FILE", "OLD", "NEW"))
with open(path, encoding="utf-8") as source:
    text = source.read()
if text.count(old) != 1:
    sys.exit(f"planted.sh: {path} does not have once: {old}")
with open(path, "w", encoding="utf-8") as source:
    source.write(text.replace(old, new))
EDIT
  "$copy/Tests/Fuzz/build.sh" "$out/built" >"$out/build.log" 2>&1
  rm -rf "$out/corpus" "$out/seeds"
  mkdir -p "$out/corpus"
  (cd "$out/built" && ./fuzz-seeds "$target" "$out/seeds" >/dev/null)
  start=$(date +%s%N)
  if (cd "$out" && SWIFT_BACKTRACE=enable=no "built/fuzz-$target" -max_len=3072 -seed=1 \
    -max_total_time="$limit" corpus seeds >"$out/run.log" 2>&1); then
    missed=$((missed + 1))
    answer="not found in $limit s"
  else
    answer="found after $((($(date +%s%N) - start) / 1000000)) ms"
    answer="$answer, $(sed -n 's/^#\([0-9]*\).*/\1/p' "$out/run.log" | tail -1) executions or a few more"
  fi
  echo "$target: $file without \`$3\`: $answer"
}

plant tables Verification/ResponseRules.swift ' || next >= regions.count {' ' {'
plant tables Verification/RegionRules.swift 'guard next > index, next < regions.count else' \
  'guard next > index else'
plant tables Verification/TextRules.swift 'guard offset + length <= utf8.count else { return nil }' ''
plant states State/StateDecoder.swift 'require(isReachable, offset + 8)' '_ = isReachable'
plant states State/StateDecoder.swift 'decoder.require(accepted < 1 << 63, 64)' ''
exit $((missed > 0))
