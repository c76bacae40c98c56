/* SPDX-License-Identifier: Apache-2.0 */
/* Manual pages in the macros man(7) and mdoc(7), line by line. */
#include "base/fail.h"
#include "markup/man_page.h"
#include "markup/readers.h"

#include <string.h>

enum { MAX_LINK = 4 * 1024 };

static bool is_one_of(zhen_str name, const char *list)
{
  if (name.len == 0)
    return false;
  for (const char *at = list; (at = memmem(at, strlen(at), name.ptr, name.len));
       at += name.len)
    if (at > list && at[-1] == ' ' && at[name.len] == ' ')
      return true;
  return false;
}

static void end_line(man_page *m)
{
  builder_break(&m->b, 2);
  m->tag = m->title = m->close = false;
}

/* All words, with spaces or without. */
static void put_words(man_page *m, const man_words *w, size_t from, bool spaces)
{
  for (size_t i = from; i < w->count; i++) {
    if (spaces && i > from)
      man_space(m, w->at[i].ptr);
    man_put(m, w->at[i]);
  }
}

/* The text of a line, after the text before it. */
static void begin_text(man_page *m, size_t at)
{
  if (m->lines)
    builder_break(&m->b, 1);
  else if (!m->close)
    builder_space(&m->b, at, at, true);
  m->close = false;
}

static void end_text(man_page *m, size_t end)
{
  zhen_str s = m->s;

  m->close = end > 1 && s.ptr[end - 1] == 'c' && s.ptr[end - 2] == '\\';
  if (m->tag || m->title)
    end_line(m);
}

/* "*", "\(bu", "1.": no term, but the mark of an item. */
static bool is_bullet(zhen_str s)
{
  return s.len == 0 || (s.len == 1 && strchr("*-+o", s.ptr[0])) ||
         is_one_of(s, " \\(bu \\[bu] \\- \\(em \\(en \\[em] \\(hy \\(ci \\(sq "
                      "\\(do \\*(bu \\h'-04'\\(bu\\h'+03' ");
}

/* Macros that begin something new; true if this is one. */
static bool put_block(man_page *m, zhen_str macro, const man_words *w)
{
  if (is_one_of(macro, " SH SS Sh Ss ")) {
    end_line(m);
    m->lines = false;
    put_words(m, w, 0, true);
    m->title = w->count == 0;
    builder_break(&m->b, 2);
    return true;
  }
  if (is_one_of(macro, " TP TQ ")) {
    end_line(m);
    m->tag = true;
    return true;
  }
  if (is_one_of(macro, " IP It ")) {
    end_line(m);
    if (macro.ptr[1] == 't' && man_put_mdoc(m, (zhen_str){"No", 2}, w)) {
      builder_break(&m->b, 2);
    } else if (macro.ptr[1] == 'P' && w->count > 0 && !is_bullet(w->at[0])) {
      man_put(m, w->at[0]);
      builder_break(&m->b, 2);
    }
    return true;
  }
  if (is_one_of(macro, " nf fi EE Bd Ed "))
    m->lines = macro.ptr[0] == 'n';
  if (is_one_of(macro, " PP LP P HP RS RE sp br Pp Bl El Bd Ed nf fi EE in ti "
                       "YS SY ce "))
    end_line(m);
  else
    return false;
  return true;
}

/* Requests with lines that are dropped, up to `until`. */
static bool begin_dropped(man_page *m, zhen_str macro)
{
  static const struct {
    const char *begin, *end;
  } pairs[] = {{"de", "."},  {"ig", "."}, {"EQ", "EN"}, {"PS", "PE"},
               {"EX", "EE"}, {"am", "."}, {"de1", "."}, {"Vb", "Ve"}};

  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
    if (macro.len == strlen(pairs[i].begin) &&
        memcmp(macro.ptr, pairs[i].begin, macro.len) == 0) {
      m->until = pairs[i].end;
      end_line(m);
      return true;
    }
  return false;
}

/* Fonts: words of the line, alternating without spaces. */
static bool put_font(man_page *m, zhen_str macro, const man_words *w, size_t at)
{
  bool spaces = is_one_of(macro, " B I SM SB R CW ");

  if (!spaces && !is_one_of(macro, " BI BR IB IR RB RI OP UE ME "))
    return false;
  if (w->count == 0)
    return true;
  if (macro.ptr[1] != 'E')
    begin_text(m, at);
  put_words(m, w, 0, spaces);
  end_text(m, (size_t)(w->at[w->count - 1].ptr - m->s.ptr) +
                  w->at[w->count - 1].len);
  return true;
}

static void read_macro(man_page *m, const source_line *l)
{
  size_t at = l->text + 1, begin;
  zhen_str macro;
  man_words w;

  while (at < l->end && (m->s.ptr[at] == ' ' || m->s.ptr[at] == '\t'))
    at++;
  for (begin = at; at < l->end && m->s.ptr[at] > ' ' && m->s.ptr[at] != '\\';)
    at++;
  macro = str_part(m->s, begin, at);
  w = man_read_words(m->s, at, l->end);
  if (macro.len == 0 || begin_dropped(m, macro) || put_block(m, macro, &w) ||
      put_font(m, macro, &w, l->at))
    return;
  if (macro.len < 2 || macro.ptr[0] < 'A' || macro.ptr[0] > 'Z')
    return;
  if (macro.ptr[0] != 'N' || macro.ptr[1] != 's')
    begin_text(m, l->at);
  if (man_put_mdoc(m, macro, &w) && (m->tag || m->title))
    end_line(m);
}

/* ---- tables ---- */

/* "tab(x)" in the options of a table. */
static char separator_of(zhen_str line, char before)
{
  const char *found = memmem(line.ptr, line.len, "tab(", 4);

  return found && found + 4 < line.ptr + line.len ? found[4] : before;
}

static void put_cells(man_page *m, const source_line *l, char separator)
{
  size_t end = l->end;

  for (size_t at = l->text; at <= end;) {
    size_t next = str_find(str_part(m->s, 0, end), at, separator);
    zhen_str cell = str_trim(str_part(m->s, at, next));

    if (str_begins(cell, "T}"))
      cell = str_after(cell, 2);
    if (!str_begins(cell, "T{") && !source_is_rule(cell, 1)) {
      builder_break(&m->b, 1);
      man_put(m, cell);
    }
    at = next + 1;
  }
}

/* Options; formats up to a line that ends with a period; rows. */
static size_t read_table(man_page *m, size_t at)
{
  char separator = '\t';
  bool formats = true, block = false;

  end_line(m);
  while (at < m->s.len) {
    source_line l = source_line_read(m->s, at);
    zhen_str line = source_line_str(m->s, &l);

    at = l.next;
    if (str_begins(line, ".TE"))
      break;
    if (formats || str_begins(line, ".T&")) {
      separator = separator_of(line, separator);
      formats = line.len == 0 || line.ptr[line.len - 1] != '.';
    } else if (str_begins(line, ".")) {
      read_macro(m, &l);
    } else if (block && !str_begins(line, "T}")) {
      builder_space(&m->b, l.at, l.text, true);
      man_put(m, line);
    } else {
      put_cells(m, &l, separator);
      block = line.len > 1 && line.ptr[line.len - 1] == '{' &&
              line.ptr[line.len - 2] == 'T';
      if (block)
        builder_break(&m->b, 1);
    }
  }
  builder_break(&m->b, 2);
  return at;
}

/* ---- lines ---- */

/* Whether a line is dropped, as it is not text, or ends what is dropped. */
static bool is_dropped(man_page *m, zhen_str line)
{
  if (m->until) {
    if (line.len > 1 && strchr(".'", line.ptr[0]) &&
        str_begins(str_after(line, 1), m->until))
      m->until = NULL;
    return true;
  }
  return str_begins(line, ".\\\"") || str_begins(line, "'\\\"") ||
         str_begins(line, "\\\"") || str_begins(line, "...");
}

static size_t read_line(man_page *m, size_t at)
{
  source_line l = source_line_read(m->s, at);
  zhen_str line = source_line_str(m->s, &l);

  if (is_dropped(m, line))
    return l.next;
  if (line.len == 0) {
    end_line(m);
    return l.next;
  }
  if (l.column == 0 && str_begins(line, ".TS"))
    return read_table(m, l.next);
  if (l.column == 0 && strchr(".'", line.ptr[0])) {
    read_macro(m, &l);
    return l.next;
  }
  if (l.column > 0)
    builder_break(&m->b, 1);
  begin_text(m, l.at);
  man_put(m, line);
  end_text(m, l.end);
  return l.next;
}

/* Only ".so man3/other.3": another name of a page. */
static bool is_link(zhen_str s, zhen_str *page)
{
  page->len = 0;
  for (size_t at = 0; at < s.len && at < MAX_LINK;) {
    source_line l = source_line_read(s, at);
    zhen_str line = source_line_str(s, &l);

    at = l.next;
    if (str_begins(line, ".so ") && !memchr(line.ptr + 4, ' ', line.len - 4))
      *page = str_after(line, 4);
    else if (line.len > 0 && !str_begins(line, ".\\\"") &&
             !str_begins(line, "'\\\""))
      return false;
  }
  return page->len > 0 && s.len < MAX_LINK;
}

zhen_status markup_read_man(zhen_text **out, const zhen_text *text,
                            const markup_options *options)
{
  man_page m = {.s = zhen_text_str(text)};
  zhen_status status;
  zhen_str page;

  (void)options;
  *out = NULL;
  if (is_link(m.s, &page))
    return zhen_fail(
        ZHEN_EINPUT,
        "%s: only refers to another manual page; give %.*s instead",
        text_label(zhen_text_name(text)), (int)page.len, page.ptr);
  status = builder_begin(&m.b, text);
  if (status != ZHEN_OK)
    return status;
  for (size_t at = 0; at < m.s.len;)
    at = read_line(&m, at);
  return builder_end(&m.b, out);
}

/* It begins with comments and requests, .TH or .Dd among them; sections. */
bool markup_is_man(zhen_str s)
{
  bool title = false, body = false;
  zhen_str page;

  if (is_link(s, &page))
    return true;
  for (size_t at = 0, lines = 0; at < s.len && lines < 1000; lines++) {
    source_line l = source_line_read(s, at);
    zhen_str line = source_line_str(s, &l);

    at = l.next;
    if (str_begins(line, ".de") || str_begins(line, ".ig") ||
        str_begins(line, ".am"))
      body = true;
    else if (body)
      body = !str_begins(line, "..");
    else if (str_begins(line, ".TH") || str_begins(line, ".Dd "))
      title = true;
    else if (title && (str_begins(line, ".SH") || str_begins(line, ".Sh ") ||
                       str_begins(line, ".PP") || str_begins(line, ".so ")))
      return true;
    else if (!title && line.len > 0 && !strchr(".'\\", line.ptr[0]))
      return false;
  }
  return false;
}
