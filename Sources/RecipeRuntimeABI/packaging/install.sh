#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Installs what build.sh has built.
#
#     install.sh FOLDER PREFIX [DESTDIR]
set -eu

built=$1
prefix=$2
root=${3:-}$prefix
install -d "$root/include" "$root/lib/pkgconfig"
install -m 644 "$built/recipec.h" "$root/include/recipec.h"
install -m 644 "$built/librecipec-runtime.a" "$root/lib/librecipec-runtime.a"
install -m 755 "$built/librecipec-runtime.so.1" "$root/lib/librecipec-runtime.so.1"
ln -sf librecipec-runtime.so.1 "$root/lib/librecipec-runtime.so"
sed "s|@PREFIX@|$prefix|" "$built/recipec-runtime.pc.in" > "$root/lib/pkgconfig/recipec-runtime.pc"
chmod 644 "$root/lib/pkgconfig/recipec-runtime.pc"
