#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# memory.sh PROGRAM SHIM SWEEP STEP [NAME]: memory runs out in every command,
# see sweep.c; NAME selects scenarios by name.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
grep "^${5:-[a-z].*}:" "$here/scenarios" >"$work/scenarios"
mkdir "$work/inputs"
cd "$work/inputs"
SOURCE_DATE_EPOCH=1700000000
export SOURCE_DATE_EPOCH
"$here/inputs.sh" "$1" || [ $? = 6 ]
"$3" "$1" "$2" "$work/scenarios" "$4"
