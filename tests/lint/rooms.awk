# SPDX-License-Identifier: Apache-2.0
# rooms.awk ROOMS ARROWS: say which arrows are not allowed; see rooms.sh.
function room_of(file) {
  return file ~ /\// ? substr(file, 1, match(file, /\/[^\/]*$/) - 1) : ""
}
function bad(what) {
  print what
  status = 1
}
/^#/ || !NF { next }
FILENAME == ARGV[1] {
  for (i = 1; i <= NF; i++)
    rank[$i] = FNR
  next
}
$1 == $2 { next }
{
  from = room_of($1)
  to = room_of($2)
  if (from == "" || to == "")
    next # the version
  if (!(from in rank) || !(to in rank))
    bad($1 " -> " $2 ": a room that is not in rooms.txt")
  else if (from != to && rank[to] >= rank[from])
    bad($1 " -> " $2 ": not a room above in rooms.txt")
  else if (from == to) {
    arrow[$1 " " $2] = reach[$1, $2] = 1
    if (!(($1, from) in seen)) {
      seen[$1, from] = 1
      files[from] = files[from] " " $1
    }
  }
}
END {
  for (room in files) {
    n = split(files[room], file, " ")
    for (k = 1; k <= n; k++)
      for (i = 1; i <= n; i++)
        if ((file[i], file[k]) in reach)
          for (j = 1; j <= n; j++)
            if ((file[k], file[j]) in reach)
              reach[file[i], file[j]] = 1
  }
  for (a in arrow) {
    split(a, end, " ")
    if ((end[2], end[1]) in reach)
      bad(end[1] " -> " end[2] ": part of a circle")
  }
  exit status
}
