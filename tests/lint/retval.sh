#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Does the comment of each public function that can fail list its statuses?
set -eu
cd "$(dirname "$0")/../.."

awk '
  /^\/\*\*/ { comment = "" }
  { comment = comment $0 }
  /^ZHEN_API ZHEN_CHECK zhen_status/ { begun = 1; declaration = "" }
  begun { declaration = declaration " " $0 }
  begun && /\(/ {
    match(declaration, /zhen_[a-z_]+\(/)
    name = substr(declaration, RSTART, RLENGTH - 1)
    if (comment !~ /@retval/) {
      print FILENAME ": " name "() has no @retval"
      bad = 1
    }
    functions++
    begun = 0
    comment = ""
  }
  END {
    if (!functions) print "no function found"
    exit bad || !functions
  }' include/zhen/*.h
