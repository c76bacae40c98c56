/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/hunalign_text.h"

#include <stdlib.h>
#include <string.h>

/* A text counts as cut into words if one in five Han characters that
   follow another one follows a space: words have two characters at most on
   average, so nearly half of them do. Verse and tables stay below. */
enum { SPACES_PER = 5 };

static const char *label(const char *path)
{
  return strcmp(path, "-") == 0 ? "standard input" : path;
}

/* ---- lines ---- */

static int fail_memory(void)
{
  return say_failure(ZHEN_ENOMEM);
}

/* Only a line feed ends a line: callers number lines as hunalign does. */
static int find_lines(hunalign_text *t)
{
  zhen_str s = zhen_text_str(t->read);
  size_t count = 1;

  for (size_t i = 0; i < s.len; i++)
    count += s.ptr[i] == '\n';
  t->lines = calloc(count, sizeof *t->lines);
  if (!t->lines)
    return fail_memory();
  for (size_t at = 0; at < s.len;) {
    const char *feed = memchr(s.ptr + at, '\n', s.len - at);
    size_t end = feed ? (size_t)(feed - s.ptr) : s.len;
    size_t next = end + 1;

    if (end > at && s.ptr[end - 1] == '\r')
      end--;
    t->lines[t->n_lines++] = (zhen_bytes){at, end};
    at = next;
  }
  return EXIT_DONE;
}

static bool is_space(char c)
{
  return c == ' ' || (c >= '\t' && c <= '\r');
}

static zhen_str line_str(const hunalign_text *t, size_t i)
{
  zhen_str s = {zhen_text_str(t->read).ptr + t->lines[i].begin,
                t->lines[i].end - t->lines[i].begin};

  while (s.len > 0 && is_space(s.ptr[s.len - 1]))
    s.len--;
  while (s.len > 0 && is_space(*s.ptr)) {
    s.ptr++;
    s.len--;
  }
  return s;
}

static bool is_mark(zhen_str line)
{
  return line.len == 3 && memcmp(line.ptr, "<p>", 3) == 0;
}

/* ---- words joined again ---- */

/* The character that begins at `at`; the text is valid UTF-8. */
static uint32_t rune_at(zhen_str s, size_t at, size_t *size)
{
  unsigned char c = (unsigned char)s.ptr[at];
  uint32_t rune = c < 0x80   ? c
                  : c < 0xE0 ? c & 0x1F
                  : c < 0xF0 ? c & 15
                             : c & 7;

  *size = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
  for (size_t k = 1; k < *size; k++)
    rune = rune << 6 | ((unsigned char)s.ptr[at + k] & 0x3F);
  return rune;
}

static bool is_han(uint32_t rune)
{
  return (rune >= 0x3400 && rune <= 0x9FFF) ||
         (rune >= 0xF900 && rune <= 0xFAFF) ||
         (rune >= 0x20000 && rune <= 0x3FFFF);
}

/* Characters that Chinese has no space beside: Han, its punctuation and wide
   letters, dashes, quotation marks and dots. */
static bool is_wide(uint32_t rune)
{
  return is_han(rune) || (rune >= 0x3000 && rune <= 0x303F) ||
         (rune >= 0xFF00 && rune <= 0xFFEF) || rune == 0xB7 ||
         (rune >= 0x2014 && rune <= 0x2026);
}

/* Whether Han characters have spaces between them, as between words. */
static bool is_cut(zhen_str s)
{
  size_t size, apart = 0, all = 0;
  bool han = false, space = false;

  for (size_t at = 0; at < s.len; at += size) {
    uint32_t rune = rune_at(s, at, &size);

    if (rune == ' ' && han) {
      space = true;
      continue;
    }
    if (is_han(rune) && han) {
      all++;
      apart += space;
    }
    han = is_han(rune);
    space = false;
  }
  return apart * SPACES_PER > all;
}

/* Copy a line to `out`, without the spaces beside wide characters if `join`;
   the number of bytes. */
static size_t copy_line(char *out, zhen_str line, bool join)
{
  size_t n = 0, size;
  bool wide = false, space = false;

  for (size_t at = 0; at < line.len; at += size) {
    uint32_t rune = rune_at(line, at, &size);

    if (rune < 0x80 && is_space((char)rune)) {
      space = true;
      continue;
    }
    if (space && !(join && (wide || is_wide(rune))))
      out[n++] = ' ';
    memcpy(out + n, line.ptr + at, size);
    n += size;
    wide = is_wide(rune);
    space = false;
  }
  return n;
}

static int clean(hunalign_text *t)
{
  zhen_read_options options = {.struct_size = sizeof options,
                               .encoding = "UTF-8"};
  zhen_str s = zhen_text_str(t->read);
  bool join = is_cut(s);
  char *text = malloc(s.len + 2);
  size_t n = 0;
  zhen_status status;

  if (!text)
    return fail_memory();
  for (size_t i = 0; i < t->n_lines; i++) {
    zhen_str line = line_str(t, i);

    if (!is_mark(line))
      n += copy_line(text + n, line, join);
    text[n++] = '\n';
  }
  status = zhen_text_decode(&t->clean, text, n, t->path, &options);
  free(text);
  return status == ZHEN_OK ? EXIT_DONE : say_failure(status);
}

/* ---- sentences ---- */

/* Drop the lines without text; they still end paragraphs. */
static int keep_sentences(hunalign_text *t)
{
  zhen_sentences *s = t->sentences;
  size_t n = 0;

  t->line_of = calloc(s->count + 1, sizeof *t->line_of);
  if (!t->line_of)
    return fail_memory();
  for (size_t i = 0; i < s->count; i++) {
    if (s->at[i].begin == s->at[i].end)
      continue;
    t->line_of[n] = (uint32_t)i;
    s->at[n++] = s->at[i];
  }
  t->line_of[n] = (uint32_t)t->n_lines;
  s->count = n;
  if (n > 0)
    return EXIT_DONE;
  say("%s: no text to align", label(t->path));
  return EXIT_INPUT;
}

int hunalign_text_read(hunalign_text *t, const char *path)
{
  zhen_status status = zhen_text_read(&t->read, path, NULL);
  int failed;

  t->path = path;
  if (status != ZHEN_OK)
    return say_failure(status);
  failed = find_lines(t);
  if (!failed)
    failed = clean(t);
  if (failed)
    return failed;
  t->lang = zhen_text_lang(zhen_text_str(t->clean));
  status = zhen_split_lines(&t->sentences, zhen_text_str(t->clean));
  return status == ZHEN_OK ? keep_sentences(t) : say_failure(status);
}

void hunalign_text_dispose(hunalign_text *t)
{
  free(t->line_of);
  zhen_sentences_free(t->sentences);
  zhen_text_free(t->clean);
  free(t->lines);
  zhen_text_free(t->read);
  *t = (hunalign_text){0};
}

/* ---- languages ---- */

static int check_language(const hunalign_text *t, zhen_lang lang)
{
  const char *seems;

  if (zhen_text_is(zhen_text_str(t->clean), lang, &seems))
    return EXIT_DONE;
  say("%s: detected language is %s; expected Chinese and English",
      label(t->path), seems);
  return EXIT_INPUT;
}

int hunalign_text_order(const hunalign_text texts[2], int *zh)
{
  zhen_lang first = texts[0].lang, second = texts[1].lang;
  int failed;

  if (first == second) {
    say("%s and %s: %s; expected Chinese and English", label(texts[0].path),
        label(texts[1].path),
        first == ZHEN_LANG_NONE ? "no letters"
        : first == ZHEN_LANG_ZH ? "both are Chinese"
                                : "both are in Latin letters");
    return EXIT_INPUT;
  }
  *zh = first == ZHEN_LANG_EN || second == ZHEN_LANG_ZH;
  failed = check_language(&texts[*zh], ZHEN_LANG_ZH);
  return failed ? failed : check_language(&texts[!*zh], ZHEN_LANG_EN);
}
