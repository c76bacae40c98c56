/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two columns for the terminal: probability (as a number and a bar), Chinese,
 * English.
 *
 * Widths are East Asian widths. A line breaks at a space, or next to a wide
 * character, but not before a closing mark or after an opening one. Terminal
 * controls and bidi overrides are shown as escapes.
 */
#include "format/writer.h"
#include "base/output.h"
#include "base/screen.h"
#include "text/utf8.h"

#include <stdio.h>
#include <string.h>
#include <utf8proc.h>

/* "100% =====" and the space after it, and the space between the columns. */
enum { BAR_WIDTH = 5, SCORE_WIDTH = 7 + BAR_WIDTH, GAP_WIDTH = 2 };
enum { MIN_COLUMNS = 46 };

typedef struct column {
  zhen_str text;
  size_t at;
  unsigned width;
} column;

typedef struct text_piece {
  zhen_str text;
  unsigned width;
} text_piece;

static unsigned width_of_both(const writer_part *p)
{
  unsigned columns = p->writer->options.write.columns;

  if (columns < MIN_COLUMNS)
    columns = MIN_COLUMNS;
  return columns - SCORE_WIDTH - GAP_WIDTH;
}

/*
 * Chinese takes about 0.65 of the width of its translation (a character takes
 * two columns and about three letters), so two fifths of the line.
 */
static unsigned zh_width_of(const writer_part *p)
{
  return width_of_both(p) * 2 / 5;
}

static void put_safe(buf *b, zhen_str s)
{
  for (size_t at = 0; at < s.len;) {
    size_t begin = at;
    uint32_t rune = utf8_next(s, &at);

    if (!rune_steers_terminal(rune))
      buf_put(b, s.ptr + begin, at - begin);
    else if (rune < 0x80)
      buf_printf(b, "\\x%02x", rune);
    else
      buf_printf(b, "\\u%04x", rune);
  }
}

static unsigned width_of(uint32_t rune)
{
  int width = utf8proc_charwidth((utf8proc_int32_t)rune);

  return width > 0 ? (unsigned)width : 0;
}

static bool closes(uint32_t rune)
{
  switch (utf8proc_category((utf8proc_int32_t)rune)) {
  case UTF8PROC_CATEGORY_PE:
  case UTF8PROC_CATEGORY_PF:
  case UTF8PROC_CATEGORY_PO:
  case UTF8PROC_CATEGORY_PD:
    return true;
  default:
    return false;
  }
}

static bool opens(uint32_t rune)
{
  switch (utf8proc_category((utf8proc_int32_t)rune)) {
  case UTF8PROC_CATEGORY_PS:
  case UTF8PROC_CATEGORY_PI:
    return true;
  default:
    return false;
  }
}

static bool may_break(uint32_t before, uint32_t after)
{
  if (after == ' ')
    return true;
  if (before == ' ')
    return false; /* the line breaks before the space */
  return (width_of(before) == 2 || width_of(after) == 2) && !opens(before) &&
         !closes(after) && width_of(after) > 0;
}

/* The text of the next line of a column, at least one character. */
static text_piece next_piece(column *c)
{
  size_t at, begin, cut;
  unsigned width = 0, cut_width = 0;
  uint32_t before = 0;

  while (c->at < c->text.len && c->text.ptr[c->at] == ' ')
    c->at++;
  begin = at = cut = c->at;
  while (at < c->text.len) {
    size_t here = at;
    uint32_t rune = utf8_next(c->text, &at);
    unsigned more = width_of(rune);

    if (here > begin && may_break(before, rune)) {
      cut = here;
      cut_width = width;
    }
    if (here > begin && width + more > c->width) {
      c->at = cut > begin ? cut : here;
      return (text_piece){{c->text.ptr + begin, c->at - begin},
                          cut > begin ? cut_width : width};
    }
    width += more;
    before = rune;
  }
  c->at = at;
  return (text_piece){{c->text.ptr + begin, at - begin}, width};
}

static void put_spaces(buf *b, unsigned count)
{
  while (count-- > 0)
    buf_putc(b, ' ');
}

static void put_colored(writer_part *p, const char *color, const char *s)
{
  if (p->writer->options.write.color)
    buf_printf(&p->line, "\033[%sm", color);
  buf_puts(&p->line, s);
  if (p->writer->options.write.color)
    buf_puts(&p->line, "\033[0m");
}

/* Green, yellow and red are for display only. */
static void put_score(writer_part *p, double score)
{
  const char *color = score >= 0.8 ? "32" : score >= 0.5 ? "33" : "31";
  char text[SCORE_WIDTH];
  int n, full;

  score = score > 0 ? score : 0;
  score = score < 1 ? score : 1;
  n = snprintf(text, sizeof text, "%3u%% ", (unsigned)(score * 100 + 0.5));
  full = (int)(score * BAR_WIDTH + 0.5);
  for (int k = 0; k < BAR_WIDTH; k++)
    text[n++] = k < full ? '=' : '-';
  text[n] = '\0';
  put_colored(p, color, text);
}

/* One side of a row: its text, or a note that there is none. */
static column column_new(zhen_str text, buf *safe, unsigned width)
{
  safe->len = 0;
  put_safe(safe, text);
  return (column){.text = {safe->ptr ? safe->ptr : "", safe->len},
                  .width = width};
}

static bool more(const column *c)
{
  return c->at < c->text.len;
}

/* A line of both columns; `note` is shown in the empty one. */
static void put_line(writer_part *p, column *zh, column *en, const char *note)
{
  text_piece left = next_piece(zh), right = next_piece(en);
  bool has_right = right.text.len > 0;

  if (zh->text.len == 0 && note) {
    put_colored(p, "2", note);
    left.width = (unsigned)strlen(note);
  }
  buf_put(&p->line, left.text.ptr, left.text.len);
  if (has_right || (en->text.len == 0 && note))
    put_spaces(&p->line, left.width < zh_width_of(p)
                             ? zh_width_of(p) - left.width + GAP_WIDTH
                             : GAP_WIDTH);
  buf_put(&p->line, right.text.ptr, right.text.len);
  if (en->text.len == 0 && note)
    put_colored(p, "2", note);
  buf_putc(&p->line, '\n');
}

static void put_row(writer_part *p, column zh, column en, double score)
{
  bool null = zh.text.len == 0 || en.text.len == 0;
  const char *note = zh.text.len == 0   ? "(no Chinese)"
                     : en.text.len == 0 ? "(no English)"
                                        : NULL;

  if (null) {
    put_colored(p, "2", "   -");
    put_spaces(&p->line, BAR_WIDTH + 1);
  } else {
    put_score(p, score);
  }
  put_spaces(&p->line, SCORE_WIDTH - 5 - BAR_WIDTH);
  put_line(p, &zh, &en, note);
  while (more(&zh) || more(&en)) {
    put_spaces(&p->line, SCORE_WIDTH);
    put_line(p, &zh, &en, NULL);
  }
}

static zhen_status begin_text(writer_part *p)
{
  output_trust(p->files[0]);
  return ZHEN_OK;
}

static zhen_status put_text(writer_part *p, const record *r)
{
  unsigned zh_width = zh_width_of(p), en_width = width_of_both(p) - zh_width;

  if (p->rows > 0)
    buf_putc(&p->line, '\n');
  put_row(p, column_new(r->zh.text, &p->zh, zh_width),
          column_new(r->en.text, &p->en, en_width), r->score);
  return ZHEN_OK;
}

const writer_format format_text = {
    .suffixes = {""}, .begin = begin_text, .put = put_text};
