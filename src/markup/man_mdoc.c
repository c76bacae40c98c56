/* SPDX-License-Identifier: Apache-2.0 */
/* The macros of mdoc(7) that are text: several may be on a line. */
#include "markup/man_page.h"

#include <string.h>

/* What is put around the words of a macro; `line`: up to the end of the line.
 */
typedef struct macro {
  const char *name;
  uint32_t before, after;
  bool line;
} macro;

static const macro macros[] = {
    {"Ad", 0, 0, false},           {"An", 0, 0, false},
    {"Aq", '<', '>', true},        {"Ar", 0, 0, false},
    {"Bq", '[', ']', true},        {"Brq", '{', '}', true},
    {"Cd", 0, 0, false},           {"Cm", 0, 0, false},
    {"Dq", 0x201C, 0x201D, true},  {"Dv", 0, 0, false},
    {"Em", 0, 0, false},           {"Er", 0, 0, false},
    {"Ev", 0, 0, false},           {"Fa", 0, 0, false},
    {"Fl", '-', 0, false},         {"Fn", 0, 0, false},
    {"Fo", 0, 0, false},           {"Ft", 0, 0, false},
    {"Ic", 0, 0, false},           {"In", '<', '>', false},
    {"Li", 0, 0, false},           {"Lk", 0, 0, false},
    {"Ms", 0, 0, false},           {"Mt", 0, 0, false},
    {"Nd", 0x2014, 0, true},       {"Nm", 0, 0, false},
    {"No", 0, 0, false},           {"Op", '[', ']', true},
    {"Pa", 0, 0, false},           {"Pq", '(', ')', true},
    {"Ql", 0x2018, 0x2019, false}, {"Qq", '"', '"', true},
    {"Sq", 0x2018, 0x2019, true},  {"St", 0, 0, false},
    {"Sy", 0, 0, false},           {"Tn", 0, 0, false},
    {"Va", 0, 0, false},           {"Vt", 0, 0, false},
    {"Xr", 0, 0, false},           {"Do", 0x201C, 0, false},
    {"Dc", 0, 0, false},           {"Oo", '[', 0, false},
    {"Oc", 0, 0, false},           {"Po", '(', 0, false},
    {"Pc", 0, 0, false},           {"Ns", 0, 0, false},
};

static bool is(zhen_str s, const char *what)
{
  return s.len == strlen(what) && memcmp(s.ptr, what, s.len) == 0;
}

static const macro *find_macro(zhen_str name)
{
  for (size_t i = 0; i < sizeof macros / sizeof *macros; i++)
    if (is(name, macros[i].name))
      return &macros[i];
  return NULL;
}

/* What closes the macros that end with one of their own. */
static uint32_t closing(const macro *m)
{
  if (strcmp(m->name, "Dc") == 0)
    return 0x201D;
  if (strcmp(m->name, "Oc") == 0)
    return ']';
  return strcmp(m->name, "Pc") == 0 ? ')' : 0;
}

static bool is_closing_mark(zhen_str s)
{
  return s.len == 1 && strchr(".,:;)]?!", s.ptr[0]);
}

/* The words of one macro; returns the number of the next one. */
static size_t put_macro(man_page *m, const macro *is_it, const man_words *w,
                        size_t i, uint32_t *open, size_t *n_open)
{
  const char *at = i < w->count ? w->at[i].ptr : m->s.ptr;
  uint32_t after = is_it->after;
  bool xr = strcmp(is_it->name, "Xr") == 0;

  if (closing(is_it)) {
    man_put_rune(m, closing(is_it), at);
    return i;
  }
  if (strcmp(is_it->name, "Ns") == 0) {
    m->close = true;
    return i;
  }
  if (is_it->before) {
    man_put_rune(m, is_it->before, at);
    m->close = is_it->before != 0x2014;
    if (!m->close)
      man_space(m, at);
  }
  if (is_it->line) {
    if (after && *n_open < MAN_WORDS)
      open[(*n_open)++] = after;
    return i;
  }
  for (size_t k = i;
       i < w->count && !find_macro(w->at[i]) && !is_closing_mark(w->at[i]);
       i++) {
    bool section = xr && i == k + 1;

    if (section)
      man_put_rune(m, '(', w->at[i].ptr);
    else if (i > k)
      man_space(m, w->at[i].ptr);
    m->close = false;
    man_put(m, w->at[i]);
    if (section)
      man_put_rune(m, ')', w->at[i].ptr);
  }
  if (after)
    man_put_rune(m, after, at);
  return i;
}

/* ".Nm" alone is the name of the first one. */
static bool put_name(man_page *m, zhen_str name, const man_words *w)
{
  if (!is(name, "Nm"))
    return false;
  if (w->count > 0 && !is_closing_mark(w->at[0]) && !find_macro(w->at[0])) {
    if (m->name.len == 0)
      m->name = w->at[0];
    return false;
  }
  for (size_t at = 0; at < m->name.len;)
    man_put_rune(m, utf8_next(m->name, &at),
                 w->count ? w->at[0].ptr : m->s.ptr + m->b.last);
  return true;
}

bool man_put_mdoc(man_page *m, zhen_str name, const man_words *w)
{
  const macro *now = find_macro(name);
  uint32_t open[MAN_WORDS];
  size_t i = 0, n_open = 0, marks = w->count;

  if (!now)
    return false;
  /* What is after the brackets of the line. */
  while (marks > 0 && is_closing_mark(w->at[marks - 1]))
    marks--;
  if (!put_name(m, name, w))
    i = put_macro(m, now, w, 0, open, &n_open);
  while (i < w->count) {
    zhen_str word = w->at[i];

    if (i == marks)
      while (n_open > 0)
        man_put_rune(m, open[--n_open], word.ptr);
    if (i > 0 && !is_closing_mark(word))
      man_space(m, word.ptr);
    now = find_macro(word);
    i++;
    if (now)
      i = put_macro(m, now, w, i, open, &n_open);
    else
      man_put(m, word);
    m->close = false;
  }
  while (n_open > 0)
    man_put_rune(m, open[--n_open],
                 w->count ? w->at[w->count - 1].ptr : m->s.ptr);
  return true;
}
