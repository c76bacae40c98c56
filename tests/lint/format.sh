#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Is the code as clang-format writes it? 77: there is no clang-format.
set -eu
cd "$(dirname "$0")/../.."

command -v clang-format >/dev/null || exit 77
find src include tests samples -name '*.[ch]' -print0 |
  xargs -0 clang-format --dry-run -Werror
