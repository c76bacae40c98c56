/* SPDX-License-Identifier: Apache-2.0 */
/* The language of the lines of a bilingual text, by script. */
#include "article/bitext.h"
#include "base/fail.h"
#include "base/mem.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { SPEAKER_BYTES = 40 };

static bool begins(zhen_str s, const char *what)
{
  size_t len = strlen(what);

  return s.len >= len && memcmp(s.ptr, what, len) == 0;
}

static bool ends(zhen_str s, const char *what)
{
  size_t len = strlen(what);

  return s.len > len && memcmp(s.ptr + s.len - len, what, len) == 0;
}

static bool is_ascii_word(char c)
{
  return c > ' ' && c < 0x7F;
}

/* The end of the web or mail address at `at`; `at` if there is none. */
static size_t skip_address(zhen_str s, size_t at)
{
  size_t end = at;

  while (end < s.len && is_ascii_word(s.ptr[end]))
    end++;
  if (memmem(s.ptr + at, end - at, "://", 3) ||
      memmem(s.ptr + at, end - at, "www.", 4) ||
      memchr(s.ptr + at, '@', end - at))
    return end;
  return at;
}

weight bitext_weigh(zhen_str s)
{
  weight w = {0};
  bool word_begin = true;

  for (size_t at = 0; at < s.len;) {
    size_t skipped =
        word_begin && is_ascii_word(s.ptr[at]) ? skip_address(s, at) : at;
    uint32_t r;

    if (skipped > at) {
      at = skipped;
      continue;
    }
    word_begin = !is_ascii_word(s.ptr[at]);
    r = utf8_next(s, &at);
    w.han += rune_is_han(r);
    w.latin += rune_is_latin(r);
  }
  return w;
}

zhen_lang bitext_lang(weight w)
{
  if (w.han == 0 && w.latin == 0)
    return ZHEN_LANG_NONE;
  return BITEXT_HAN_LETTERS * w.han >= w.latin ? ZHEN_LANG_ZH : ZHEN_LANG_EN;
}

double bitext_length(const piece *p)
{
  return (double)(BITEXT_HAN_LETTERS * p->letters.han + p->letters.latin);
}

/* Characters that mark a Chinese sentence, whatever names it has. */
static bool is_function_character(uint32_t r)
{
  static const char list[] = "的了在是和与與为為于於被把从從对對将將不有这這";
  const zhen_str s = {list, sizeof list - 1};

  for (size_t at = 0; at < s.len;)
    if (utf8_next(s, &at) == r)
      return true;
  return false;
}

/* The text outside quotation marks and brackets. */
typedef struct teller {
  weight letters;
  size_t functions;
} teller;

static bool opens(uint32_t r)
{
  return r == 0x201C || r == 0x300C || r == 0x300E || r == '(' || r == 0xFF08;
}

static bool closes(uint32_t r)
{
  return r == 0x201D || r == 0x300D || r == 0x300F || r == ')' || r == 0xFF09;
}

static teller find_teller(zhen_str s)
{
  teller t = {0};
  size_t depth = 0;

  for (size_t at = 0; at < s.len;) {
    uint32_t r = utf8_next(s, &at);

    depth += opens(r);
    depth -= depth && closes(r);
    if (depth)
      continue;
    t.letters.han += rune_is_han(r);
    t.letters.latin += rune_is_latin(r);
    t.functions += is_function_character(r);
  }
  return t;
}

/* "Bartholomew: 好。": the words after a short name are Chinese. */
static bool is_chinese_speech(zhen_str s)
{
  for (size_t at = 0; at < s.len && at < SPEAKER_BYTES;) {
    uint32_t r = utf8_next(s, &at);
    zhen_str rest = {s.ptr + at, s.len - at};

    if (rune_is_han(r))
      return false;
    if (r == ':' || r == 0xFF1A)
      return bitext_lang(bitext_weigh(rest)) == ZHEN_LANG_ZH;
  }
  return false;
}

zhen_lang bitext_judge(zhen_str s)
{
  weight w = bitext_weigh(s);
  zhen_lang lang = bitext_lang(w);
  teller t;

  if (w.han == 0 || w.latin == 0)
    return lang;
  t = find_teller(s);
  /* A long quotation does not change the language of the sentence. */
  if (lang == ZHEN_LANG_ZH)
    return t.letters.latin > 0 && t.letters.han == 0 ? ZHEN_LANG_EN : lang;
  if (t.letters.han > 0 && t.letters.latin == 0)
    return ZHEN_LANG_ZH;
  /* Nor do names, if the text between them is Chinese. */
  if (t.functions && 2 * BITEXT_HAN_LETTERS * t.letters.han >= w.latin)
    return ZHEN_LANG_ZH;
  return is_chinese_speech(s) ? ZHEN_LANG_ZH : lang;
}

/* "module  n. 单元；舱": an entry of a word list. */
static bool is_dictionary_entry(zhen_str s)
{
  static const char *const parts[] = {" n.",    " v.",    " vt.",  " vi.",
                                      " adj.",  " adv.",  " a.",   " ad.",
                                      " prep.", " conj.", " pron."};
  size_t latin = 0;

  while (latin < s.len && (s.ptr[latin] == ' ' || is_ascii_word(s.ptr[latin])))
    latin++;
  if (latin == s.len || latin > SPEAKER_BYTES)
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

  if (begins(s, "//") || begins(s, "/*") || begins(s, "#include") ||
      begins(s, ">>> ") || begins(s, "$ "))
    return true;
  if (begins(s, "import ") || begins(s, "package ") || begins(s, "return "))
    return last == ';';
  if (last == '{' || s.ptr[0] == '}')
    return true;
  if (last == '}')
    return call || s.len < 4;
  return last == ';' && (call || begins(s, "}")) &&
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

void bitext_append(pieces *p, const piece *one)
{
  if (p->failed ||
      mem_grow(&p->at, &p->capacity, p->count + 1, sizeof *one) != ZHEN_OK)
    p->failed = true;
  else
    p->at[p->count++] = *one;
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
    piece one = {.after_blank = blank};

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
    const piece *line = &lines->at[i];

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
