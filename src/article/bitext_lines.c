/* SPDX-License-Identifier: Apache-2.0 */
/* The language of the lines of a bilingual text, by script. */
#include "article/bitext_lines.h"
#include "article/bitext_cut.h"
#include "article/bitext_pattern.h"
#include "base/fail.h"
#include "base/mem.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

static bool ends(zhen_str s, const char *what)
{
  size_t len = strlen(what);

  return s.len > len && memcmp(s.ptr + s.len - len, what, len) == 0;
}

/* "module  n. 单元；舱": an entry of a word list. */
static bool is_dictionary_entry(zhen_str s)
{
  static const char *const parts[] = {" n.",    " v.",    " vt.",  " vi.",
                                      " adj.",  " adv.",  " a.",   " ad.",
                                      " prep.", " conj.", " pron."};
  size_t latin = 0;

  while (latin < s.len &&
         (s.ptr[latin] == ' ' || bitext_is_ascii_word(s.ptr[latin])))
    latin++;
  if (latin == s.len || latin > BITEXT_SPEAKER_BYTES)
    return false;
  s = str_trim((zhen_str){s.ptr, latin});
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
    if (ends(s, parts[i]))
      return true;
  return false;
}

/* A program statement, recognized by its punctuation. */
static bool is_statement(zhen_str s)
{
  char last = s.ptr[s.len - 1];
  bool call = memchr(s.ptr, '(', s.len) || memchr(s.ptr, '=', s.len) ||
              memchr(s.ptr, '{', s.len);

  if (str_begins(s, "//") || str_begins(s, "/*") || str_begins(s, "#include") ||
      str_begins(s, ">>> ") || str_begins(s, "$ "))
    return true;
  if (str_begins(s, "import ") || str_begins(s, "package ") ||
      str_begins(s, "return "))
    return last == ';';
  if (last == '{' || s.ptr[0] == '}')
    return true;
  if (last == '}')
    return call || s.len < 4;
  return last == ';' && (call || str_begins(s, "}")) &&
         !memmem(s.ptr, s.len, ", and ", 6);
}

/* A line of program code, with or without a comment at its end. */
static bool is_code(zhen_str s)
{
  const char *remark = memmem(s.ptr, s.len, " //", 3);
  zhen_str head = s;

  if (remark) {
    head.len = (size_t)(remark - s.ptr);
    head = str_trim(head);
    if (head.len > 0 && is_statement(head))
      return true;
  }
  return is_statement(s);
}

/* LF, CR LF or CR. */
static size_t line_end(zhen_str text, size_t at)
{
  while (at < text.len && text.ptr[at] != '\n' && text.ptr[at] != '\r')
    at++;
  return at;
}

/* Every line with content, uncut. */
static void read_lines(pieces *p)
{
  bool blank = false;

  for (size_t at = 0; at < p->text.len;) {
    size_t end = line_end(p->text, at);
    zhen_str s = str_trim((zhen_str){p->text.ptr + at, end - at});
    bitext_piece one = {.after_blank = blank};

    at = end + 1;
    if (end + 1 < p->text.len && memcmp(p->text.ptr + end, "\r\n", 2) == 0)
      at++;
    blank = blank || s.len == 0;
    if (s.len == 0 || is_code(s) || is_dictionary_entry(s))
      continue;
    one.begin = (size_t)(s.ptr - p->text.ptr);
    one.end = one.begin + s.len;
    one.letters = bitext_weigh(s);
    one.lang = bitext_judge(s);
    if (one.lang == ZHEN_LANG_NONE)
      continue;
    bitext_append(p, &one);
    blank = false;
  }
}

static void cut_lines(pieces *out, const pieces *lines, bool lenient,
                      zhen_lang order)
{
  pieces parts = {.text = lines->text};

  for (size_t i = 0; i < lines->count; i++) {
    const bitext_piece *line = &lines->at[i];

    if (!bitext_cut_line(&parts, line, lenient, order)) {
      bitext_append(out, line);
      continue;
    }
    parts.at[0].after_blank = line->after_blank;
    for (size_t k = 0; k < parts.count; k++) {
      parts.at[k].after_cut = k > 0;
      bitext_append(out, &parts.at[k]);
    }
  }
  out->failed |= parts.failed;
  free(parts.at);
}

/* Whether most lines can be cut, given that lines have both languages. */
static bool is_same_line(const pieces *lines)
{
  pieces parts = {.text = lines->text};
  double cut = 0, all = 0;

  for (size_t i = 0; i < lines->count; i++) {
    double length = bitext_length(&lines->at[i]);

    all += length;
    if (bitext_cut_line(&parts, &lines->at[i], true, ZHEN_LANG_NONE))
      cut += length;
  }
  free(parts.at);
  return cut > 0.6 * all;
}

zhen_status bitext_read_pieces(pieces *p)
{
  pieces lines = {.text = p->text};
  bool lenient;

  read_lines(&lines);
  lenient = is_same_line(&lines);
  cut_lines(p, &lines, lenient, ZHEN_LANG_NONE);
  if (!lenient && p->count > 0) {
    zhen_lang order = bitext_find_order(p);

    p->count = 0;
    cut_lines(p, &lines, false, order);
  }
  p->failed |= lines.failed;
  free(lines.at);
  return p->failed ? zhen_fail_memory() : ZHEN_OK;
}
