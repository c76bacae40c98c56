# SPDX-License-Identifier: Apache-2.0
# Readers of hunalign's output, each by the contract of one caller. The code is
# ours; the contract is what the caller does.

# InterText: rungs are lines of exactly three fields separated by tabs, other
# lines are skipped. A pair is what lies between two rungs; it walks from the
# first rung to the last one, which must be the number of lines of both texts.
# Paragraph marks count as lines and are no elements. Prints the elements of
# each pair, as numbers of lines without marks.
intertext() { # LADDER FIRST SECOND
  awk -F '\t' '
    FILENAME != ARGV[1] {
      side = FILENAME == ARGV[2] ? 1 : 2
      number[side, lines[side]++] = $0 == "<p>" ? "" : " " ++elements[side]
      next
    }
    NF == 3 { a[++n] = $1; b[n] = $2 }
    function span(side, from, to,   text) {
      for (; from < to; from++) text = text number[side, from]
      return text
    }
    END {
      if (a[1] != 0 || b[1] != 0) print "no first rung"
      if (a[n] != lines[1] || b[n] != lines[2]) print "no last rung"
      for (i = 1; i < n; i++) {
        if (a[i + 1] < a[i] || b[i + 1] < b[i]) print "rung " i " goes back"
        text = span(1, a[i], a[i + 1]) " |" span(2, b[i], b[i + 1])
        if (text != " |") print text
      }
    }' "$@"
}

# Bitextor: the first line is the start; the score of a line belongs to the
# step to the next one. A score close to -0.3 is a line alone, one step on one
# side; all others are pairs of lines of the texts before they were cut into
# words, whose score is at least a threshold.
bitextor() { # LADDER FIRST SECOND THRESHOLD
  awk -F '\t' -v least="$4" '
    FILENAME != ARGV[1] {
      side = FILENAME == ARGV[2] ? 1 : 2
      text[side, count[side]++] = $0
      next
    }
    { a[++n] = $1; b[n] = $2; score[n] = $3 + 0 }
    function span(side, from, to,   s) {
      for (; from < to; from++) s = s (s == "" ? "" : " ") text[side, from]
      return s
    }
    END {
      for (i = 1; i < n; i++) {
        first = a[i + 1] - a[i]
        second = b[i + 1] - b[i]
        if ((score[i] + 0.3) ^ 2 < 1e-6) {
          if (first + second != 1) print "line " i ": not a single step"
        } else if (!first || !second) {
          print "line " i ": a side is empty"
        } else if (score[i] >= least) {
          print span(1, a[i], a[i + 1]) "\t" span(2, b[i], b[i + 1])
        }
      }
    }' "$1" "$2" "$3"
}

# Uplug: fields separated by white space, of lines that begin with a digit; the
# number of lines is appended as the last rung; links by line numbers from 1,
# with the score as their certainty. Lines that are marks are no sentences.
uplug() { # LADDER FIRST SECOND
  {
    grep '^[0-9]' "$1"
    echo "$(grep -c '' "$2") $(grep -c '' "$3") 0"
  } | awk '
    NR > 1 && ($1 > i || $2 > j) {
      for (s = ""; i < $1; i++) s = s " " i + 1
      for (s = s ";"; j < $2; j++) s = s " " j + 1
      print "link" s " certainty " score
    }
    { i = $1; j = $2; score = $3 }'
}

# Uplug with -bisent: the two numbers are a pair of lines.
uplug_pairs() { # LADDER FIRST SECOND
  awk -v first="$(grep -c '' "$2")" -v second="$(grep -c '' "$3")" '
    /^[0-9]/ && $1 < first && $2 < second { print "link " $1 + 1 "; " $2 + 1 }' \
    "$1"
}

# LF Aligner: aborts if the file is empty; drops lines without text; takes " ~~~"
# and a leading "- " off the columns. The third column stays.
lf_aligner() { # TEXT
  [ -s "$1" ] || echo 'nothing was aligned'
  grep -v "^$(printf '\t\t')" "$1" | sed 's/ ~~~//g; s/^- //; s/\t- /\t/'
}
