# SPDX-License-Identifier: Apache-2.0
# The program for arm64, made by Debian's cross compiler and run by qemu, gives
# the bytes of the golden files.
. "$LARGE/want.inc"
want gcc-aarch64-linux-gnu aarch64-linux-gnu-gcc
want qemu-user qemu-aarch64
want mmdebstrap mmdebstrap

# The libraries as they lie in their packages; nothing of them is run.
root=$PWD/root
mode=root
[ "$(id -u)" = 0 ] || mode=unshare
packages=libc6-dev,libicu-dev,libxml2-dev,zlib1g-dev,liblzma-dev,libzstd-dev
packages=$packages,libutf8proc-dev,libjansson-dev,libxxhash-dev,libsqlite3-dev
mmdebstrap --architectures=arm64 --variant=extract --mode=$mode \
  --include=$packages,libstemmer-dev bookworm "$root" >log 2>&1 || {
  tail -n 5 log
  echo "the libraries for arm64 cannot be had"
  exit 77
}
find "$root/usr/lib" -lname '/*' | while read -r link; do
  ln -sf "$root$(readlink "$link")" "$link"
done

triple=aarch64-linux-gnu
cat >arm64.cmake <<X
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(CMAKE_C_COMPILER $triple-gcc)
set(CMAKE_CROSSCOMPILING_EMULATOR $(command -v qemu-aarch64) -L $root)
set(CMAKE_LIBRARY_ARCHITECTURE $triple)
set(CMAKE_SYSROOT $root)
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
X
PKG_CONFIG_SYSROOT_DIR=$root
PKG_CONFIG_LIBDIR=$root/usr/lib/$triple/pkgconfig
export PKG_CONFIG_SYSROOT_DIR PKG_CONFIG_LIBDIR
source=$(cd "$LARGE/../.." && pwd)
{ cmake -S "$source" -B arm64 -DCMAKE_TOOLCHAIN_FILE="$PWD/arm64.cmake" \
    -DZHEN_TESTS=OFF -DZHEN_WERROR=ON &&
  cmake --build arm64 -j "$(nproc)" --target zhen_cli; } >log 2>&1 || {
  tail -n 40 log
  exit 1
}

cat >zhen <<X
#!/bin/sh
exec $(command -v qemu-aarch64) -0 "\$0" -L "$root" "$PWD/arm64/zhen" "\$@"
X
chmod +x zhen

# One case counts threads, of which qemu has one more; in another a program is
# missing, which qemu tells too late.
PATIENCE=1200
export PATIENCE
# shellcheck disable=SC2046 # names of cases have no spaces
"$source/tests/cli/run.sh" --program "$PWD/zhen" \
  $(cd "$source/tests/cli" && find . -name cmd | sed 's,/cmd$,,' |
    grep -v -e stream-thread-count -e errors/pdf)
