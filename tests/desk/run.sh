#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# run.sh guard|desk PROGRAM QUICK [TROUBLE]: `zhen desk` of PROGRAM, by node and, for
# desk, in Chromium; see .ci/packages. 77: one of them is missing.
set -eu
here=$(cd "$(dirname "$0")" && pwd)

find_one() { # NAME...
  for name in "$@"; do
    command -v "$name" && return
  done
  echo "skipped: there is no $1 here" >&2
  exit 77
}

node=$(find_one node nodejs)
chromium=
[ "$1" = guard ] || chromium=$(find_one chromium chromium-browser google-chrome)
exec "$node" "$here/$1.mjs" "$2" "${chromium:-$3}" "${4-}"
