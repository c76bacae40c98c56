# SPDX-License-Identifier: Apache-2.0
# types.awk CODE: print the type names that CODE (see code.awk) defines twice.
function defines(name) {
  if (!((name, file) in seen)) {
    seen[name, file] = 1
    count[name]++
    files[name] = files[name] " " file
  }
}
{
  file = substr($0, 1, index($0, ":") - 1)
  code = $0
  sub(/^[^ ]*: /, "", code)
  if (code ~ /^(typedef )?(struct|enum|union) [a-z0-9_]+ \{/) {
    sub(/^typedef /, "", code)
    split(code, word, " ")
    defines(word[2])
  } else if (code ~ /^typedef / && code !~ /\{/ &&
      code !~ /^typedef (struct|enum|union) [a-z0-9_]+ [a-z0-9_]+;/) {
    if (match(code, /\(\*[a-z0-9_]+\)/)) # of a pointer to a function
      code = substr(code, RSTART + 2, RLENGTH - 3)
    sub(/ __attribute__.*/, "", code)
    sub(/[(\[;].*/, "", code)
    defines(substr(code, match(code, /[a-z0-9_]+$/)))
  }
}
END {
  for (name in count)
    if (count[name] > 1) {
      print name ": defined in" files[name]
      status = 1
    }
  if (!length(count)) {
    print "no type found"
    status = 1
  }
  exit status
}
