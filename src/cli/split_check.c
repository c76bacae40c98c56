/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/split_check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char must_mark[] = "‖";
static const char may_mark[] = "¦";

/* Whether a sentence must, may or must not begin at a byte of a case. */
enum { NEVER = 0, MAY = 1, MUST = 2 };

typedef struct test_case {
  zhen_str id, topic, marked;
  char *plain; /* the text without the marks */
  unsigned char *begins;
  size_t len;
} test_case;

typedef struct tally {
  size_t passed, total;
} tally;

/* The bytes of an escape or mark at the front of `s`; 0: a plain character. */
static size_t read_mark(zhen_str s, int *kind)
{
  *kind = NEVER;
  if (s.len >= 2 && memcmp(s.ptr, "\\n", 2) == 0)
    return 2;
  if (s.len >= sizeof must_mark - 1 &&
      memcmp(s.ptr, must_mark, sizeof must_mark - 1) == 0) {
    *kind = MUST;
    return sizeof must_mark - 1;
  }
  if (s.len >= sizeof may_mark - 1 &&
      memcmp(s.ptr, may_mark, sizeof may_mark - 1) == 0) {
    *kind = MAY;
    return sizeof may_mark - 1;
  }
  return 0;
}

/* Bytes of the white space at the front of `s`. */
static size_t space_size(const char *s, size_t len)
{
  if (len > 0 && (*s == ' ' || (*s >= '\t' && *s <= '\r')))
    return 1;
  return len >= 3 && (memcmp(s, "\xE3\x80\x80", 3) == 0 ||
                      memcmp(s, "\xE2\x80\xA8", 3) == 0)
             ? 3
             : 0;
}

/* A boundary belongs before the first character after the space. */
static void settle_marks(test_case *c)
{
  for (size_t at = 0; at < c->len;) {
    size_t space = space_size(c->plain + at, c->len - at);

    if (space && c->begins[at] > c->begins[at + space])
      c->begins[at + space] = c->begins[at];
    if (space)
      c->begins[at] = NEVER;
    at += space ? space : 1;
  }
}

static bool read_text(test_case *c)
{
  c->plain = malloc(c->marked.len + 1);
  c->begins = calloc(c->marked.len + 1, 1);
  c->len = 0;
  if (!c->plain || !c->begins)
    return false;
  for (size_t at = 0; at < c->marked.len;) {
    zhen_str rest = {c->marked.ptr + at, c->marked.len - at};
    int kind;
    size_t size = read_mark(rest, &kind);

    if (kind != NEVER)
      c->begins[c->len] = (unsigned char)kind;
    else
      c->plain[c->len++] = size ? '\n' : *rest.ptr;
    at += size ? size : 1;
  }
  settle_marks(c);
  return true;
}

static zhen_lang case_lang(const test_case *c)
{
  char letter = c->id.len > 0 ? c->id.ptr[0] : 0;

  return letter == 'Z'   ? ZHEN_LANG_ZH
         : letter == 'E' ? ZHEN_LANG_EN
                         : ZHEN_LANG_NONE;
}

/* Whether sentences begin where they must and nowhere they must not. */
static bool is_right(const test_case *c, const zhen_text *joined,
                     const zhen_sentences *s)
{
  size_t must = 0;
  size_t met = 0;

  for (size_t i = 0; i < c->len; i++)
    must += c->begins[i] == MUST;
  for (size_t i = 1; i < s->count; i++) {
    size_t at = zhen_text_source(joined, s->at[i].begin);

    if (c->begins[at] == NEVER)
      return false;
    met += c->begins[at] == MUST;
  }
  return met == must;
}

static void print_failure(const test_case *c, const zhen_sentences *s)
{
  put_text(c->id);
  putchar('\t');
  put_text(c->topic);
  putchar('\t');
  put_text(c->marked);
  putchar('\n');
  for (size_t i = 0; i < s->count; i++) {
    zhen_str part = zhen_sentence_str(s, i);

    printf("\t%zu\t", i + 1);
    put_text(part);
    putchar('\n');
  }
}

/* Split one case and compare; a failure of the library is a status. */
static zhen_status try_case(const split_way *way, const test_case *c,
                            bool quiet, bool *right)
{
  split_way own = *way;
  zhen_text *text;
  zhen_text *joined = NULL;
  zhen_sentences *s = NULL;
  zhen_sentences *dropped = NULL;
  zhen_status status = zhen_text_decode(
      &text, c->plain, c->len, "a case",
      &(zhen_read_options){.struct_size = sizeof(zhen_read_options),
                           .encoding = "UTF-8"});

  if (status != ZHEN_OK)
    return status;
  if (own.options.lang == ZHEN_LANG_NONE)
    own.options.lang = case_lang(c);
  status = split_run(&own, text, &joined, &s, &dropped);
  if (status == ZHEN_OK) {
    *right = is_right(c, joined ? joined : text, s);
    if (!*right && !quiet)
      print_failure(c, s);
  }
  zhen_sentences_free(dropped);
  zhen_sentences_free(s);
  zhen_text_free(joined);
  zhen_text_free(text);
  return status;
}

static zhen_str take_field(zhen_str *line)
{
  const char *tab = line->len ? memchr(line->ptr, '\t', line->len) : NULL;
  zhen_str field = {line->ptr, tab ? (size_t)(tab - line->ptr) : line->len};
  size_t used = field.len + (tab != NULL);

  *line = (zhen_str){line->ptr + used, line->len - used};
  return field;
}

static zhen_str take_line(zhen_str *rest)
{
  const char *end = memchr(rest->ptr, '\n', rest->len);
  zhen_str line = {rest->ptr, end ? (size_t)(end - rest->ptr) : rest->len};
  size_t used = line.len + (end != NULL);

  *rest = (zhen_str){rest->ptr + used, rest->len - used};
  if (line.len > 0 && line.ptr[line.len - 1] == '\r')
    line.len--;
  return line;
}

/* One line of the file; EXIT_DONE unless it cannot be tried. */
static int check_line(const split_way *way, zhen_str line, bool quiet,
                      tally tallies[3])
{
  test_case c = {0};
  tally *t;
  bool right = false;
  zhen_status status = ZHEN_OK;
  int result = EXIT_DONE;

  c.id = take_field(&line);
  c.topic = take_field(&line);
  c.marked = line;
  t = &tallies[case_lang(&c)];
  if (!read_text(&c)) {
    say("out of memory");
    result = EXIT_LIMIT;
  } else {
    status = try_case(way, &c, quiet, &right);
    if (status != ZHEN_OK)
      result = say_failure(status);
    t->total++;
    t->passed += right;
  }
  free(c.plain);
  free(c.begins);
  return result;
}

static int report(const char *path, const tally tallies[3])
{
  static const char *const names[] = {"any language", "zh", "en"};
  size_t passed = 0;
  size_t total = 0;

  for (int i = 2; i >= 0; i--) {
    passed += tallies[i].passed;
    total += tallies[i].total;
  }
  if (total == 0) {
    say("%s: contains no case; a case is ID, tab, TOPIC, tab, TEXT", path);
    return EXIT_INPUT;
  }
  for (int i = 1; i < 4; i++)
    if (tallies[i % 3].total > 0)
      printf("%s\t%zu of %zu\n", names[i % 3], tallies[i % 3].passed,
             tallies[i % 3].total);
  return passed == total ? EXIT_DONE : EXIT_NO;
}

int split_check(const split_way *way, const char *path, bool quiet)
{
  tally tallies[3] = {{0, 0}, {0, 0}, {0, 0}};
  zhen_text *text;
  zhen_str rest;
  size_t number = 0;
  int result = EXIT_DONE;
  zhen_status status = zhen_text_read(&text, path, NULL);

  if (status != ZHEN_OK)
    return say_failure(status);
  rest = zhen_text_str(text);
  while (rest.len > 0 && result == EXIT_DONE) {
    zhen_str line = take_line(&rest);
    zhen_str fields = line;

    number++;
    if (line.len == 0 || line.ptr[0] == '#' ||
        !memchr(line.ptr, '\t', line.len))
      continue;
    take_field(&fields);
    if (!memchr(fields.ptr, '\t', fields.len)) {
      say("%s: line %zu: three columns expected: ID, tab, TOPIC, tab, TEXT",
          path, number);
      result = EXIT_INPUT;
    } else
      result = check_line(way, line, quiet, tallies);
  }
  if (result == EXIT_DONE)
    result = report(path, tallies);
  zhen_text_free(text);
  return result;
}
