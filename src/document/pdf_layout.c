/* SPDX-License-Identifier: Apache-2.0 */
#include "document/pdf_layout.h"
#include "base/fail.h"
#include "base/mem.h"
#include "document/pdf_runes.h"
#include "document/xml_walk.h"

#include <stdlib.h>
#include <string.h>

typedef struct reading {
  pdf_layout *out;
  pdf_line line; /* the current one */
  double right;  /* of the word before */
  double word_left, word_right;
  buf word;
  bool in_word, failed;
} reading;

/* 123.450000, in any locale. */
static double length_of(const xml_element *e, const char *name)
{
  zhen_str s = xml_attribute(e, name, NULL);
  bool negative = s.len > 0 && s.ptr[0] == '-';
  double value = 0, scale = 1;
  bool fraction = false;

  for (size_t i = negative; i < s.len && i < 16; i++) {
    if (s.ptr[i] == '.') {
      fraction = true;
    } else if (s.ptr[i] >= '0' && s.ptr[i] <= '9') {
      value = value * 10 + (s.ptr[i] - '0');
      scale *= fraction ? 10 : 1;
    }
  }
  return negative ? -value / scale : value / scale;
}

static bool begin(void *data, const xml_element *e)
{
  reading *r = data;

  if (strcmp(e->name, "page") == 0) {
    r->out->n_pages++;
    r->line.page_height = length_of(e, "height");
  } else if (strcmp(e->name, "block") == 0) {
    r->line.block++;
    r->line.block_left = length_of(e, "xMin");
    r->line.block_right = length_of(e, "xMax");
  } else if (strcmp(e->name, "line") == 0) {
    r->line.left = length_of(e, "xMin");
    r->line.right = length_of(e, "xMax");
    r->line.top = length_of(e, "yMin");
    r->line.bottom = length_of(e, "yMax");
    r->line.at.begin = r->out->text.len;
  } else if (strcmp(e->name, "word") == 0) {
    r->in_word = true;
    r->word.len = 0;
    r->word_left = length_of(e, "xMin");
    r->word_right = length_of(e, "xMax");
    r->line.page = r->out->n_pages;
  }
  return true;
}

/* Ideographs and their marks. */
static bool is_chinese(uint32_t rune)
{
  return rune >= 0x2E80;
}

/*
 * Whether the gap between two words is a space. Programs that set Chinese leave
 * a sixth of the height of a line or less between ideographs and digits, and
 * stretch lines between ideographs; a typed space is wider.
 */
static bool is_space(reading *r, uint32_t before, uint32_t after)
{
  double height = r->line.bottom - r->line.top, gap = r->word_left - r->right;
  bool space = gap > height / 6;

  if (before == 0x2018 || before == 0x201C) /* opening quotes */
    return false;
  if (runes_join(before, after))
    return gap > height / 2;
  if (!is_chinese(before) && !is_chinese(after))
    return true;
  r->out->spaces += space ? 1 : -1;
  return space;
}

static void put_word(reading *r)
{
  buf *text = &r->out->text;
  zhen_str word = str_trim((zhen_str){r->word.ptr, r->word.len});
  size_t size;

  if (word.len == 0)
    return;
  if (text->len == r->line.at.begin) {
    r->line.first = is_chinese(utf8_at(word, 0, &size))
                        ? r->line.bottom - r->line.top
                        : r->word_right - r->word_left;
  } else {
    zhen_str s = {text->ptr, text->len};

    if (is_space(r, utf8_at(s, utf8_before(s, s.len), &size),
                 utf8_at(word, 0, &size)))
      buf_putc(text, ' ');
  }
  pdf_runes_put(text, word);
  r->right = r->word_right;
}

static void put_line(reading *r)
{
  pdf_layout *out = r->out;

  r->line.at.end = out->text.len;
  if (r->line.at.end == r->line.at.begin)
    return;
  if (mem_grow(&out->line, &out->capacity, out->count + 1, sizeof *out->line) !=
      ZHEN_OK)
    r->failed = true;
  else
    out->line[out->count++] = r->line;
}

static void end(void *data, const char *name)
{
  reading *r = data;

  if (strcmp(name, "word") == 0) {
    put_word(r);
    r->in_word = false;
  } else if (strcmp(name, "line") == 0) {
    put_line(r);
  }
}

static void take_text(void *data, zhen_str s)
{
  reading *r = data;

  if (r->in_word)
    buf_put(&r->word, s.ptr, s.len);
}

/* pdftotext prints control characters as they are; they are not XML. */
static void clean(buf *b)
{
  for (size_t i = 0; i < b->len; i++)
    if ((unsigned char)b->ptr[i] < ' ' && b->ptr[i] != '\n')
      b->ptr[i] = ' ';
}

/* The part of the output that describes pages: what is before it are titles. */
static zhen_str pages_of(const buf *printed)
{
  static const char first[] = "<doc>", last[] = "</doc>";
  char *from = memmem(printed->ptr, printed->len, first, sizeof first - 1);
  char *to = from ? memmem(from, printed->len - (size_t)(from - printed->ptr),
                           last, sizeof last - 1)
                  : NULL;

  if (!to)
    return (zhen_str){"", 0};
  return (zhen_str){from, (size_t)(to - from) + sizeof last - 1};
}

zhen_status pdf_layout_read(pdf_layout *out, buf *printed, const char *name)
{
  static const xml_visitor visitor = {begin, end, take_text};
  reading r = {.out = out};
  zhen_str pages = pages_of(printed);
  zhen_status status = ZHEN_OK;

  clean(printed);
  if (pages.len > 0)
    status = xml_walk(text_label(name), pages, &visitor, &r);
  if (status == ZHEN_OK && (r.failed || r.word.failed || out->text.failed))
    status = zhen_fail_memory();
  buf_dispose(&r.word);
  return status;
}

void pdf_layout_dispose(pdf_layout *p)
{
  buf_dispose(&p->text);
  free(p->line);
  *p = (pdf_layout){0};
}
