# SPDX-License-Identifier: Apache-2.0
# C files as lines `FILE:LINE: CODE`, without comments and the text of strings
# (except the names of includes).
FNR == 1 { comment = 0 }
{
  rest = $0
  code = ""
  if (rest !~ /^[ \t]*#[ \t]*include/)
    gsub(/"([^"\\]|\\.)*"/, "\"\"", rest)
  while (rest != "") {
    at = index(rest, comment ? "*/" : "/*")
    if (!comment)
      code = code (at ? substr(rest, 1, at - 1) : rest)
    if (!at)
      break
    rest = substr(rest, at + 2)
    comment = !comment
  }
  sub(/\/\/.*/, "", code)
  print FILENAME ":" FNR ": " code
}
