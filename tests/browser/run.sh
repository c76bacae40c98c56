#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# run.sh PROGRAM PICTURES: reports of PROGRAM in Chromium, driven by node with
# only packages of Debian (chromium and nodejs, installed by .ci/packages
# --tests). 77: one of them is missing and cannot be installed.
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
chromium=$(find_one chromium chromium-browser google-chrome)
exec "$node" "$here/report.mjs" "$1" "$chromium" "$2"
