#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Builds the runtime as Embedded Swift for this machine, for aarch64 and for WebAssembly, lets each compute
# one checksum over the bits of many values, and compares them. A machine that cannot run one of
# them is told so; what runs must agree.
#
#     cross.sh FOLDER        (Debian: apt-get install qemu-user-static nodejs)
set -eu

work=$1
here=$(CDPATH='' cd -- "$(dirname "$0")" && pwd)
sources=$(CDPATH='' cd -- "$here/../../../../Sources" && pwd)
swiftc=${SWIFTC:-swiftc}
tools=$(dirname "$(readlink -f "$(command -v "$swiftc")")")
mkdir -p "$work"
find "$sources/RecipeRuntime/" -name '*.swift' | sort > "$work/files"
echo "$here/Checksum.swift" >> "$work/files"

compile() {
  "$swiftc" -enable-experimental-feature Embedded -wmo -Osize -parse-as-library -swift-version 6 \
    -enable-upcoming-feature ExistentialAny -enable-upcoming-feature InternalImportsByDefault \
    -enable-upcoming-feature MemberImportVisibility -Xfrontend -function-sections \
    -package-name recipec -module-name RecipeRuntime -c @"$work/files" "$@"
}

bare() {
  "$tools/clang" --target="$1" -O1 -ffreestanding -fno-builtin -fno-stack-protector -c "$2" -o "$3"
}

compile -o "$work/host.o"
"$tools/clang" "$here/start_host.c" "$work/host.o" -fuse-ld=lld -Wl,--gc-sections -o "$work/host"
expected=$("$work/host")
echo "$(uname -m): $expected"
failed=0

agree() {
  echo "$1: $2"
  if [ "$2" != "$expected" ]; then echo "$1 has other bits" >&2; failed=1; fi
}

if command -v qemu-aarch64-static > /dev/null; then
  triple=aarch64-none-none-elf
  compile -target $triple -o "$work/aarch64.o"
  bare $triple "$here/bare.c" "$work/aarch64_bare.o"
  bare $triple "$here/start_aarch64.c" "$work/aarch64_start.o"
  "$tools/ld.lld" -static --gc-sections -e _start -o "$work/aarch64" \
    "$work/aarch64.o" "$work/aarch64_bare.o" "$work/aarch64_start.o"
  agree aarch64 "$(qemu-aarch64-static "$work/aarch64")"
else
  echo "aarch64: not run, qemu-aarch64-static is not installed"
fi

if command -v node > /dev/null; then
  triple=wasm32-unknown-none-wasm
  compile -target $triple -o "$work/wasm.o"
  bare $triple "$here/bare.c" "$work/wasm_bare.o"
  "$tools/wasm-ld" --no-entry --export=recipec_checksum --gc-sections -o "$work/runtime.wasm" \
    "$work/wasm.o" "$work/wasm_bare.o"
  agree wasm32 "$(node "$here/start_wasm.mjs" "$work/runtime.wasm")"
else
  echo "wasm32: not run, node is not installed"
fi
exit $failed
