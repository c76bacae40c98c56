/* SPDX-License-Identifier: Apache-2.0 */
#include "markup/html_hidden.h"
#include "markup/html_main.h"

#include <string.h>
#include <strings.h>

enum { SHORT_LINK = 24 };

static bool was_open(const html_hidden *h, const char *name)
{
  for (size_t i = 0; i < h->n_open; i++)
    if (strcmp(h->open[i], name) == 0)
      return true;
  return h->n_open == HTML_OPEN_NAMES;
}

/* "</name>", whatever its case. */
static bool closes_raw(zhen_str s, size_t at, const char *name)
{
  size_t len = strlen(name);

  return at + 2 + len < s.len && s.ptr[at + 1] == '/' &&
         strncasecmp(s.ptr + at + 2, name, len) == 0 &&
         strchr(" \t\r\n>", s.ptr[at + 2 + len]);
}

/* The end of an element whose content is not HTML. */
static size_t raw_end(zhen_str s, const tag *t)
{
  for (size_t at = str_find(s, t->end, '<'); at < s.len;
       at = str_find(s, at + 1, '<'))
    if (closes_raw(s, at, t->name)) {
      size_t end = str_find(s, at, '>');

      return end < s.len ? end + 1 : s.len;
    }
  return 0;
}

/* An rt ends where the next part of the ruby begins. */
static bool ends_ruby_part(const tag *t, const tag *next)
{
  static const char *const parts[] = {"rt", "rp", "rtc", "rb", "ruby"};

  if (t->name[0] != 'r' || strlen(t->name) > 3)
    return false;
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
    if (markup_tag_is(next, parts[i]) && (i < 4 || next->closing))
      return true;
  return false;
}

/* The end of an element, with those of its name inside; 0 if it has none. */
static size_t element_end(const html_hidden *h, zhen_str s, const tag *t)
{
  size_t depth = 1;
  bool open = false;

  for (size_t at = str_find(s, t->end, '<'); at < s.len;
       at = str_find(s, at, '<')) {
    size_t end = markup_special_end(s, at, &open);
    tag next;

    if (end == 0 && markup_read_tag(&next, s, at, h->names)) {
      bool same = strcmp(next.name, t->name) == 0;

      end = next.end;
      if (same && next.closing)
        depth--;
      else if (same && !next.closed)
        depth++;
      if (depth == 0)
        return end;
      if (ends_ruby_part(t, &next))
        return at;
    }
    at = end ? end : at + 1;
  }
  return 0;
}

static bool is_style_hidden(const tag *t)
{
  static const char *const styles[] = {"display:none", "visibility:hidden"};
  char squeezed[512];
  zhen_str value;
  size_t len = 0;

  if (!markup_attribute(t, "style", &value))
    return false;
  for (size_t i = 0; i < value.len && len < sizeof squeezed; i++)
    if (value.ptr[i] != ' ')
      squeezed[len++] = value.ptr[i];
  for (size_t i = 0; i < sizeof styles / sizeof *styles; i++)
    if (memmem(squeezed, len, styles[i], strlen(styles[i])))
      return true;
  return false;
}

static bool is_hidden(const tag *t)
{
  zhen_str value;

  if (markup_attribute(t, "hidden", &value) ||
      markup_attribute_has(t, "aria-hidden", " true ") || is_style_hidden(t))
    return true;
  return markup_tag_is(t, "dialog") && !markup_attribute(t, "open", &value);
}

/* Code in a page is a block of its own, as in all formats. */
static bool is_code(zhen_str s, const tag *t)
{
  static const char classes[] =
      " code codehilite highlight highlighttable listing literal-block "
      "literalblock prettyprint programlisting screen shell sourcecode "
      "synopsis terminal console example-code hljs ";
  zhen_str inside = str_after(s, t->end);

  if (!markup_tag_is(t, "pre"))
    return false;
  return markup_attribute_has(t, "class", classes) ||
         str_begins(inside, "<code") || str_begins(inside, "<samp") ||
         str_begins(inside, "<span></span>");
}

/* The text of a short element, without its tags, in `text`. */
static size_t short_text(zhen_str s, size_t at, size_t end, char *text)
{
  size_t n = 0;

  while (at < end && n < SHORT_LINK)
    if (s.ptr[at] == '<')
      at = str_find(s, at, '>') + 1;
    else
      text[n++] = s.ptr[at++];
  return n;
}

/* "¶" after a heading. */
static bool is_heading_link(zhen_str s, const tag *t, size_t end)
{
  static const char *const marks[] = {"¶", "#", "§", "🔗", "↩", "↩︎", "^"};
  char text[SHORT_LINK];
  size_t n;

  if (!markup_tag_is(t, "a") || end - t->end > 128)
    return false;
  n = short_text(s, t->end, end, text);
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
    if (n == strlen(marks[i]) && memcmp(text, marks[i], n) == 0)
      return true;
  return false;
}

/* The number of a note: a link that is raised, or is called one. */
static bool is_note(zhen_str s, const tag *t, size_t end)
{
  static const char roles[] = " doc-noteref noteref doc-backlink backlink ";
  static const char classes[] =
      " footnote-ref footnote-reference footnoteref noteref fnref "
      "footnote-back footnote-backref fn-backref fn-ref ";
  char text[SHORT_LINK];
  size_t n;

  if (markup_attribute_has(t, "role", roles) ||
      markup_attribute_has(t, "epub:type", roles) ||
      markup_attribute_has(t, "class", classes))
    return true;
  if (end - t->end > 256 ||
      !memmem(s.ptr + t->end, end - t->end,
              markup_tag_is(t, "sup") ? "<a " : "<sup", 3))
    return false;
  n = short_text(s, t->end, end, text);
  for (size_t i = 0; i < n; i++)
    if (!strchr("0123456789[]()*^ \n", text[i]))
      return false;
  return n > 0 && n < SHORT_LINK;
}

static bool may_be_small(const tag *t)
{
  return markup_tag_is(t, "a") || markup_tag_is(t, "sup");
}

/* Contents, and the other lists of a book that lead to its pages. */
static bool is_contents(const tag *t)
{
  return markup_tag_is(t, "nav") &&
         (markup_attribute_has(t, "epub:type",
                               " toc landmarks page-list loi lot ") ||
          markup_attribute_has(t, "role", " doc-toc doc-pagelist "));
}

static bool is_dropped(const html_hidden *h, zhen_str s, const tag *t)
{
  return t->use == TAG_DROP || t->use == TAG_RAW || is_code(s, t) ||
         ((t->inside.len > 0 || markup_tag_is(t, "dialog")) && is_hidden(t)) ||
         (t->inside.len > 0 && is_contents(t)) ||
         (h->main && html_is_around(t));
}

size_t html_hidden_end(html_hidden *h, zhen_str s, size_t at, const tag *t)
{
  bool dropped = is_dropped(h, s, t);
  size_t end;

  (void)at;
  if (t->closing || t->use == TAG_EMPTY || t->use == TAG_BREAK ||
      (!dropped && !may_be_small(t)))
    return 0;
  if (t->closed && dropped)
    return t->end;
  if (was_open(h, t->name))
    return 0;
  end = t->use == TAG_RAW ? raw_end(s, t) : element_end(h, s, t);
  if (end == 0) {
    memcpy(h->open[h->n_open++], t->name, sizeof t->name);
    return 0;
  }
  if (!dropped && !is_heading_link(s, t, end) && !is_note(s, t, end))
    return 0;
  return end;
}
