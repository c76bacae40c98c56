#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# No type name of src/ is defined twice.
set -eu
cd "$(dirname "$0")/../.."

find src -name '*.[ch]' | sort | xargs awk -f tests/lint/code.awk |
  awk -f tests/lint/types.awk
