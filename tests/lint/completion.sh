#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# completion.sh SHELL COMPLETIONS: type commands with tabs into SHELL on a
# terminal of its own, and see what the program is called with.
set -eu
shell=$1
completions=$(realpath "$2")
command -v "$shell" >/dev/null || exit 77
command -v script >/dev/null || exit 77
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

mkdir "$work/bin" "$work/here" "$work/here/only-directory" "$work/functions"
cat >"$work/bin/zhen" <<END
#!/bin/sh
echo "\$*" >>"$work/calls"
END
chmod +x "$work/bin/zhen"
touch "$work/here/harbour.txt"
cp "$completions/zsh" "$work/functions/_zhen"
cd "$work/here"

case $shell in
bash)
  echo "PS1='> '; . '$completions/bash'" >"$work/rc"
  start="bash --noprofile --rcfile $work/rc -i"
  ;;
zsh)
  echo "PS1='> '; fpath=($work/functions \$fpath)
    autoload -U compinit; compinit -u -D" >"$work/.zshrc"
  start="zsh -d -i"
  ;;
fish)
  start="fish --no-config -i -C 'source $completions/fish'"
  ;;
esac

# What is typed, and the call that it must become.
cat >"$work/cases" <<'END'
zhen al\t harb\t|align harbour.txt
zhen why\t|why-not
zhen align --form\t|align --format
zhen align -f js\t|align -f jsonl
zhen align --wrap jo\t|align --wrap join
zhen align --wrap=jo\t|align --wrap=join
zhen align --glossary harb\t|align --glossary harbour.txt
zhen eval --gold-d\t on\t|eval --gold-dir only-directory
zhen export x --granularity par\t|export x --granularity paragraph
zhen filter --dup\t of\t|filter --duplicate off
zhen lexicon tr\t --thr\t|lexicon train --threads
zhen lexicon build harb\t|lexicon build harbour.txt
zhen harb\t harb\t --markup k\t|harbour.txt harbour.txt --markup keep
zhen hunalign -auto\t harb\t|hunalign -autodict harbour.txt
zhen help exp\to\t|help export
END
cut -d '|' -f 2 "$work/cases" >"$work/expected"
{
  cut -d '|' -f 1 "$work/cases" | while read -r line; do
    printf "$(echo "$line" | sed 's/\\\\t/\\t/g')\n"
  done
  echo exit
} >"$work/typed"
HOME=$work ZDOTDIR=$work PATH=$work/bin:$PATH TERM=xterm LC_ALL=C.UTF-8 \
  timeout 60 script -qec "$start" /dev/null <"$work/typed" >"$work/screen" 2>&1 ||
  true
sed 's,/*$,,' "$work/calls" | diff -u "$work/expected" - || {
  cat "$work/screen"
  exit 1
}
