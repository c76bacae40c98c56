# SPDX-License-Identifier: Apache-2.0
# words.awk words.txt FILE...: print `FILE:LINE: PHRASE; write: INSTEAD` for each
# phrase of words.txt in the comments and strings of C and JavaScript and in all
# lines of other files. Lines of a comment and adjacent strings are joined.
function check(text, line,    i) {
  text = " " tolower(text) " "
  gsub(/[$][{][^}]*[}]/, " ", text) # code in a string of JavaScript
  gsub(/[ \t]+/, " ", text)
  gsub(/there (is|are|was) no /, "there-is-no ", text)
  for (i = 1; i <= phrases; i++)
    if (match(text, pattern[i]))
      print file ":" line ": " substr(text, RSTART + 1, RLENGTH - 2) \
        "; write: " instead[i]
}
function flush_string() {
  if (string != "")
    check(string, string_line)
  string = ""
}
function add_string(text) {
  if (string == "")
    string_line = FNR
  gsub(/\\[nt]/, " ", text)
  string = string text
}
FNR == NR {
  if (/^#/ || /^[ \t]*$/)
    next
  split($0, part, / *= */)
  phrase[++phrases] = part[1]
  instead[phrases] = part[2]
  pattern[phrases] = "[^a-z0-9_-](" part[1] ")[^a-z0-9_-]"
  next
}
FNR == 1 {
  flush_string()
  file = FILENAME
  comment = 0
  code = FILENAME ~ /\.(c|h|js)$/
}
!code { check($0, FNR); next }
{
  rest = $0
  if (rest ~ /^[ \t]*#[ \t]*include/)
    next
  while (rest != "") {
    if (comment) {
      at = index(rest, "*/")
      piece = at ? substr(rest, 1, at - 1) : rest
      sub(/^[ \t]*\*/, "", piece)
      block = block " " piece
      rest = at ? substr(rest, at + 2) : ""
      if (at) {
        check(block, block_line)
        comment = 0
      }
      continue
    }
    if (!match(rest, /\/\*|\/\/|"([^"\\]|\\.)*"|'([^'\\]|\\.)*'|`([^`\\]|\\.)*`/)) {
      if (rest ~ /[^ \t]/)
        flush_string()
      break
    }
    if (substr(rest, 1, RSTART - 1) ~ /[^ \t]/)
      flush_string()
    token = substr(rest, RSTART, RLENGTH)
    rest = substr(rest, RSTART + RLENGTH)
    if (token == "/*") {
      comment = 1
      block = ""
      block_line = FNR
    } else if (token == "//") {
      check(rest, FNR)
      rest = ""
    } else {
      add_string(substr(token, 2, length(token) - 2))
    }
  }
}
END { flush_string() }
