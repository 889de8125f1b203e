#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Builds librecipec-runtime as a shared and as a static library, from the sources of the Swift module
# and of its C functions, compiled as one module of Embedded Swift: no Swift is needed to run it.
#
#     build.sh FOLDER        writes the libraries, recipec.h and a template of the pkg-config file
set -eu

output=$1
here=$(CDPATH='' cd -- "$(dirname "$0")" && pwd)
sources=$(CDPATH='' cd -- "$here/../.." && pwd)
swiftc=${SWIFTC:-swiftc}
# The tools that come with the compiler, of the same version.
tools=$(dirname "$(readlink -f "$(command -v "$swiftc")")")
header=$sources/CRecipeRuntime/recipec.h
work=$output/work
mkdir -p "$work"

# Nothing to do if every source is older than what was made of it.
if [ -e "$output/recipec-runtime.pc.in" ] && [ -z "$(find "$sources/RecipeRuntime/" \
  "$sources/RecipeRuntimeABI/" "$sources/CRecipeRuntime/" "$sources/CRecipeKernels/" -type f \
  -newer "$output/recipec-runtime.pc.in" -print -quit)" ]; then
  exit 0
fi
rm -f "$output/recipec-runtime.pc.in"

# Small first: a trainer asks for a number now and then. Sections for every function let the linker
# drop what no C function reaches; specialized closures would only be copies, and so would what is
# inlined into large functions or rotated out of loops. One trap a function will do: which of the
# checks failed is nothing that a debugger without symbols could say.
find "$sources/RecipeRuntime/" "$sources/RecipeRuntimeABI/" -name '*.swift' | sort > "$work/files"
"$swiftc" -enable-experimental-feature Embedded -wmo -Osize -parse-as-library -swift-version 6 \
  -enable-upcoming-feature ExistentialAny -enable-upcoming-feature InternalImportsByDefault \
  -enable-upcoming-feature MemberImportVisibility -warnings-as-errors \
  -Xfrontend -function-sections -Xfrontend -mergeable-traps -Xcc -fPIC \
  -Xllvm -sil-disable-pass=closure-specialize -Xllvm -sil-disable-pass=loop-rotate \
  -Xllvm -sil-inline-overall-caller-block-limit=40 -Xllvm -inline-threshold=-50 \
  -module-name RecipeRuntimeABI -package-name recipec -I "$sources/CRecipeRuntime" \
  -I "$sources/CRecipeKernels/include" \
  -c @"$work/files" -o "$work/runtime.o"
"$tools/clang" -O2 -fPIC -ffunction-sections -I "$sources/CRecipeKernels/include" \
  -c "$sources/CRecipeKernels/CRecipeKernels.c" -o "$work/kernels.o"

"$tools/clang" -shared -nostdlib -fuse-ld=lld -o "$output/librecipec-runtime.so.1" \
  -Wl,-soname,librecipec-runtime.so.1 -Wl,--version-script="$here/recipec-runtime.map" \
  -Wl,--gc-sections -Wl,--icf=all -Wl,--strip-all -Wl,--build-id=none -Wl,--hash-style=gnu \
  -Wl,-O2 -Wl,--no-undefined "$work/runtime.o" "$work/kernels.o" -lc
ln -sf librecipec-runtime.so.1 "$output/librecipec-runtime.so"

# A static library has no list of exports: its parts are linked into one object, in which everything
# but the C functions is made local, so that two libraries of Embedded Swift fit into one program.
functions=$(sed -n 's/^[a-z].*\(recipec_[a-z0-9_]*\)(.*/\1/p' "$header" | sort -u)
set --
for function in $functions; do set -- "$@" -u "$function"; done
ld -r --gc-sections "$@" -o "$work/merged.o" "$work/runtime.o" "$work/kernels.o"
set --
for function in $functions; do set -- "$@" --keep-global-symbol="$function"; done
"$tools/llvm-objcopy" "$@" --strip-unneeded \
  --remove-section=.swift_modhash --remove-section=.swift1_autolink_entries \
  --add-section=.note.GNU-stack=/dev/null "$work/merged.o" "$work/recipec-runtime.o"
rm -f "$output/librecipec-runtime.a"
"$tools/llvm-ar" rcsD "$output/librecipec-runtime.a" "$work/recipec-runtime.o"

cp "$header" "$output/recipec.h"
version=$(sed -n 's/^#define RECIPEC_VERSION_\(MAJOR\|MINOR\|PATCH\) //p' "$header" | paste -sd .)
sed "s|@VERSION@|$version|" "$here/recipec-runtime.pc.in" > "$output/recipec-runtime.pc.in"
