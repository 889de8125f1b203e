#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Builds the fuzzers into a folder: fuzz-tables, fuzz-states, and fuzz-seeds, which writes their corpora.
#
#     Tests/Fuzz/build.sh FOLDER
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
out=${1:?"usage: build.sh FOLDER"}
support=$root/Tests/RecipeRuntimeTests/Support
mkdir -p "$out"
cd "$out"

flags="-O -swift-version 6 -package-name recipec -enable-testing -wmo -parse-as-library -I ."

# A module and its object, with the sanitizers named by the rest of the arguments.
module() {
  name=$1
  sources=$2
  shift 2
  # shellcheck disable=SC2046,SC2086
  swiftc $flags "$@" -module-name "$name" -emit-module -emit-object -o "$name.o" \
    $(find "$sources" -name '*.swift' | sort)
}

# An executable of the files in this folder that are named, and of the tables and stories of the tests.
program() {
  name=$1
  shift
  # shellcheck disable=SC2086
  swiftc $flags -module-name Fuzz -use-ld=lld -o "$name" "$@" RecipeRuntime.o SeededRandom.o \
    "$support/SampleTable.swift" "$support/RandomTable.swift" \
    "$support/RandomTable+Events.swift" "$support/RandomTrace.swift"
}

module SeededRandom "$root/Tests/SeededRandom"
module RecipeRuntime "$root/Sources/RecipeRuntime"
program fuzz-seeds "$root/Tests/Fuzz/SeedCommand.swift"

module SeededRandom "$root/Tests/SeededRandom" -sanitize=fuzzer,address
module RecipeRuntime "$root/Sources/RecipeRuntime" -sanitize=fuzzer,address
for target in Table State; do
  case $target in Table) name=fuzz-tables ;; *) name=fuzz-states ;; esac
  program $name -sanitize=fuzzer,address "$root/Tests/Fuzz/${target}Target.swift" \
    "$root/Tests/Fuzz/Mutation.swift" "$root/Tests/Fuzz/TableRepair.swift" \
    "$root/Tests/Fuzz/RunInspection.swift"
done
