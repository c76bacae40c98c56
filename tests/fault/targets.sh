#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# targets.sh PROGRAM: no command overwrites its input or a store, or writes two
# outputs to one file: each input of each command of targets.txt, by its name,
# by another spelling, and through links of each kind. Existing files must
# be unchanged, byte for byte.
set -u

program=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 1
bad=0
tried=0

fail() {
  echo "FAILED: $*"
  bad=$((bad + 1))
}

# ---- a file of each kind ----

mkdir fixture && cd fixture || exit 1
mkdir zh en gold hyp set set/data
printf '渔港在海边。\n船有7条，人有300个。\n' >zh.txt
printf 'The harbour is by the sea.\nThere are 7 boats and 300 people.\n' >en.txt
cp zh.txt zh/1.txt
cp en.txt en/1.txt
cp zh.txt side.zh
cp en.txt side.en
printf '渔港\tharbour\n' >side.ids
cp side.ids side.words
gzip -n <en.txt >side.en.gz
: >empty
paste zh.txt en.txt >pairs.tsv
printf '渔港\tharbour\n港口\tport\n' | tee terms.tsv dict.tsv >more.tsv
head -n 1 zh.txt >holdout.txt
echo Mr >abbrev.txt
cat >rules.srx <<'SRX'
<srx xmlns="http://www.lisa.org/srx20" version="2.0"><header/><body>
<languagerules><languagerule languagerulename="all"><rule break="yes">
<beforebreak>;</beforebreak></rule></languagerule></languagerules><maprules>
<languagemap languagepattern=".*" languagerulename="all"/></maprules></body>
</srx>
SRX
printf '1\tstop\t他来了。|她走了。\n' >cases.tsv
echo 'zpatch 1' >review.zpatch
printf '<tmx><body><tu><tuv lang="zh"><seg>港</seg></tuv><tuv lang="en"><seg>port</seg></tuv></tu></body></tmx>' >memory.tmx
cp empty zh.npy
echo vectors >en.npy
printf 1234 | tee zh.emb >en.emb
cp zh.txt zh.over
cp en.txt en.over
echo 'harbour @ 渔港' >my.dic
printf '0\t0\n' >hand.txt
printf 'zh.txt\ten.txt\tout.txt\n' >documents.txt
printf '[0]:[0]\n[1]:[1]\n' | tee gold/a.gold >hyp/a.align
printf '{"id":"a","zh":"渔港在海边。","en":"The harbour is by the sea."}\n' \
  >docs.jsonl
printf 'a\tzh/1.txt\ten/1.txt\nb\tzh/1.txt\tempty\n' >list.tsv
"$program" lexicon build dict.tsv -o my.zlex
"$program" align zh.txt en.txt -q -o saved.jsonl
"$program" build docs.jsonl -q -o store.db || exit 1
sed 's/"a"/"b"/' docs.jsonl >other.jsonl
"$program" build other.jsonl -q -o part2.db || exit 1
for copy in part1.db victim.db c.zh c.dev.tsv set/data/store.db; do
  cp store.db $copy
done
# the logs of a killed build: their first bytes
printf '\067\177\006\202 and the rest' | tee log >victim.db-wal
printf '\331\325\005\371\040\241\143\327 and the rest' >victim.db-journal
echo index >victim.db-shm
cd .. || exit 1

fresh() {
  rm -rf work
  cp -a fixture work
}

# ---- one run ----

# Commands are refused at once; what is not refused may hang on a loop.
run() { # COMMAND
  (cd work && eval "timeout 20 \"\$program\" $1" >../out 2>../err </dev/null)
}

refuse() { # STATUS WHAT COMMAND
  run "$3"
  status=$?
  tried=$((tried + 1))
  [ $status = "$1" ] && return
  fail "$2: exit $status, not $1: $3"
  fresh
}

untouched() { # COMMAND
  rm -f work/link* work/here
  diff -r fixture work >differ && return
  fail "$(head -n 1 differ): $1"
  fresh
}

# OUT%.zh%.gz: without .zh, with .gz
with_target() { # COMMAND TARGET
  rest=${1#*OUT}
  more=
  case $rest in
  %*) more=${rest%% *} && rest=${rest#"$more"} && more=${more#%} ;;
  esac
  add=
  case $more in
  *%*) add=${more#*%} ;;
  esac
  made=${1%%OUT*}${2%"${more%%\%*}"}$add$rest
}

# The ending that the target must have.
ending_of() { # COMMAND
  end=
  case $1 in
  *OUT%*) end=${1#*OUT%} && end=${end%% *} && end=${end%%\%*} ;;
  esac
}

in_all_ways() { # STATUS FILE COMMAND
  ending_of "$3"
  for way in name spelling directory symlink hardlink; do
    case $way in
    name) target=$2 ;;
    spelling) target=./zh/../$2 ;;
    directory) target=here/$2 && ln -sf . work/here ;;
    symlink) target=link$end && ln -s "$2" "work/$target" ;;
    hardlink) target=link$end && ln -f "work/$2" "work/$target" ;;
    esac
    with_target "$3" "$target"
    refuse "$1" "$way" "$made"
  done
  untouched "$3, $2"
}

# ---- every command, every input of it ----

sed '/^#/d; /^$/d' "$here/targets.txt" >table
fresh
while IFS= read -r row; do
  command=${row#* : }
  for input in ${row%% : *}; do
    in_all_ways 2 "$input" "$command"
  done
done <table
echo "$tried over an input"

# ---- every command, over a store and what belongs to one ----

refuse_link() { # LN-OPTION FILE COMMAND
  ending_of "$3"
  # shellcheck disable=SC2086 # an option, or none
  (cd work && ln -f $1 "$2" "link$end")
  with_target "$3" "link$end"
  refuse 4 "link to $2" "$made"
}

stores=$tried
sed 's/^.* : //' table | sort -u >commands
while IFS= read -r command; do
  case $command in
  build* | merge*) ;;
  *) refuse_link -s victim.db "$command" ;;
  esac
  refuse_link -s victim.db-wal "$command"
  untouched "$command"
done <commands
for command in 'split zh.txt -o OUT' 'align zh.txt en.txt -f moses -o OUT%.zh' \
  'build docs.jsonl -o OUT' 'merge store.db part2.db --force -o OUT' \
  'export store.db -f tsv --force -o OUT' 'split zh.txt >>OUT'; do
  for file in victim.db-wal victim.db-journal log; do
    refuse_link -s $file "$command"
    refuse_link '' $file "$command"
  done
  refuse_link -s victim.db-shm "$command" # of a hard link nobody can tell
  untouched "$command"
done
for file in victim.db victim.db-wal victim.db-journal victim.db-shm log; do
  refuse 4 "$file" "split zh.txt -o $file"
done
untouched 'split over a store'
echo "$((tried - stores)) over a store or its logs"

# ---- two outputs, one file ----

twice() { # NAME COMMAND: OUT and TWO are its outputs, NAME is that of TWO
  refuse 2 'same name' "$(echo "$2" | sed "s/OUT/new/; s/TWO/$1/")"
  refuse 2 'spelling' "$(echo "$2" | sed "s/OUT/new/; s|TWO|./zh/../$1|")"
  ln -s . work/here
  refuse 2 'directory' "$(echo "$2" | sed "s/OUT/new/; s|TWO|here/$1|")"
  ln -s "$1" work/link
  refuse 2 'dangling link' "$(echo "$2" | sed "s/OUT/new/; s/TWO/link/")"
  untouched "$2"
}

pairs=$tried
twice new 'align zh.txt en.txt -o OUT --learned TWO'
twice new.zh 'align zh.txt en.txt -f moses -o OUT --learned TWO'
twice new 'filter pairs.tsv -o OUT --rejected TWO'
twice new.en 'filter pairs.tsv -f moses -o OUT --rejected TWO'
twice new 'pair zh en -o OUT --unmatched TWO'
ln -s c.train.tsv work/link.dev.tsv
ln -s c.train.tsv work/link.train.tsv
refuse 2 'parts that are one' \
  'export store.db -o link.tsv --split 8/1/1 --force'
untouched 'parts that are one'
echo "$((tried - pairs)) of two outputs"

# ---- directories ----

for target in set set/ ./set; do
  refuse 2 'directory that contains the store' \
    "export set/data/store.db -f hf -o $target --force"
done
for target in zh/new zh/sub/../new en/.hidden; do
  mkdir fixture/zh/sub work/zh/sub
  refuse 2 'new file in an input directory' "pair zh en -o $target"
  refuse 2 'new store in an input directory' "build zh en -o $target"
  rmdir fixture/zh/sub work/zh/sub
  untouched "$target"
done
ln work/pairs.tsv work/en/2.txt && ln fixture/pairs.tsv fixture/en/2.txt
refuse 2 'file that is linked from an input directory' \
  'pair zh en -o pairs.tsv'
untouched 'a link in an input directory'
rm fixture/en/2.txt
fresh

# ---- allowed ----

accept() { # COMMAND
  run "$1" || fail "exit $?: $(head -n 1 err): $1"
  tried=$((tried + 1))
  fresh
}

accept 'align zh.txt en.txt -o old.tsv --force'
accept 'split zh.txt -o en.txt --force'
accept 'filter pairs.tsv -o /dev/null --rejected /dev/null'
accept 'split /dev/null -o /dev/null'
accept 'pair zh en -o list.tsv --force'
accept 'build docs.jsonl -o store.db'
accept 'merge store.db part2.db -o part1.db --force'
accept 'export store.db -f hf -o new'
accept 'eval --gold-dir gold --hyp-dir hyp >gold/figures'

# ---- every command and option is in the table ----

"$program" --help | sed -n '/^Commands:/,/^$/s/^  \([a-z-]*\) .*/\1/p' >names
[ -s names ] || fail 'no commands in the help'
# The desk writes to its own directory only.
grep -v '^desk$' names >writing
while read -r name; do
  grep -q " : $name " table || fail "targets.txt has no $name"
  "$program" "$name" --help |
    sed -n -E 's/^  (-[a-z], |    )(--?[a-z-]+)[ =](FILE|DIR|TARGET|STORE|ZH\.npy|ZH\.txt).*/\1 \2/p' |
    tr -d ',' >options
  while read -r short long; do
    [ "$long" ] || { long=$short && short=; }
    grep " : $name " table | grep -qE -- " ($long${short:+|$short})[ =]" ||
      fail "targets.txt has no $name $long"
  done <options
done <writing

echo "$tried tried, $bad bad"
[ $bad = 0 ]
