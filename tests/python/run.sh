#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# run.sh wheel|tree LIBRARY PROGRAM CC INCLUDE: run pytest on the Python package:
# on its wheel in a fresh environment, or in the source tree. INCLUDE has the
# generated header. 77: pytest is missing.
set -eu
way=$1
library=$(realpath "$2")
ZHEN=$(realpath "$3")
CC=$4
INCLUDE=$(realpath "$5")
tests=$(cd "$(dirname "$0")" && pwd)
source=$(cd "$tests/../.." && pwd)
SAMPLES=$source/samples
export ZHEN CC INCLUDE SAMPLES
unset PYTHONPATH ZHEN_LIBRARY

python=
for name in python3 /usr/bin/python3; do
  if "$name" -c 'import pytest, sys; sys.exit(sys.version_info < (3, 9))' \
    2>/dev/null; then
    python=$name
    break
  fi
done
[ -n "$python" ] || {
  echo 'python3-pytest is missing'
  exit 77
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
PYTHONDONTWRITEBYTECODE=1
export PYTHONDONTWRITEBYTECODE

if [ "$way" = wheel ]; then
  "$python" -c 'import pip' 2>/dev/null || {
    echo 'python3-pip is missing'
    exit 77
  }
  "$python" "$source/src/python/backend.py" "$library" "$work"
  "$python" -m venv --without-pip --system-site-packages "$work/env"
  "$python" -m pip --disable-pip-version-check --python "$work/env/bin/python" \
    install --quiet --no-index --no-deps --no-compile "$work"/zhen-*.whl
  python=$work/env/bin/python
else
  PYTHONPATH=$source/src/python
  ZHEN_LIBRARY=$library
  export PYTHONPATH ZHEN_LIBRARY
fi

# A library with sanitizers needs their runtime from the beginning. With
# malloc() for its objects, they see what is read of those of Python.
if nm -D "$library" | grep -q __asan_init; then
  for runtime in libclang_rt.asan-x86_64.so libclang_rt.asan.so libasan.so; do
    preload=$("$CC" -print-file-name="$runtime")
    case $preload in
    /*) break ;;
    esac
  done
  ASAN_OPTIONS=detect_leaks=0${ASAN_OPTIONS:+:$ASAN_OPTIONS}
  PYTHONMALLOC=malloc
  ZHEN_TEST_PRELOAD=$preload
  export ASAN_OPTIONS PYTHONMALLOC ZHEN_TEST_PRELOAD
fi
cd "$work"
LD_PRELOAD=${preload-} "$python" -m pytest -q -p no:cacheprovider ${ZHEN_TEST_OPTIONS-} "$tests"
