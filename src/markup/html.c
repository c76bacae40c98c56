/* SPDX-License-Identifier: Apache-2.0 */
/*
 * HTML in texts that people write and paste: tags, comments and character
 * references, well-formed or not. No tree is needed, only what to remove and
 * where a line or a paragraph starts.
 */
#include "markup/html.h"
#include "markup/entity.h"
#include "markup/html_hidden.h"
#include "markup/html_main.h"
#include "markup/md_code.h"
#include "markup/readers.h"
#include "markup/tag.h"

#include <stdlib.h>
#include <string.h>

/* The state of the walk through HTML. */
typedef struct flow {
  cuts *c;
  html_text kind;
  const markup_options *options;
  tag_names names;
  html_hidden hidden;
  html_main *main; /* NULL: all text is kept */
  bool document;   /* white space is space, wherever it is */
  bool block;      /* inside an element that contains a paragraph */
  bool text;       /* after text of this line or cell */
  size_t pre;      /* open elements that keep lines */
} flow;

/*
 * Translators keep the original in comments of several lines. Short ones and
 * settings are for programs.
 */
static bool has_text(const flow *f, size_t begin, size_t end)
{
  zhen_str inside = str_part(f->c->text, begin + 4, end - 3);

  return f->options->comments && f->kind != HTML_DOCUMENT && end > begin + 7 &&
         memchr(inside.ptr, '\n', inside.len) && !str_begins(inside, "[if") &&
         !markup_is_yaml(inside);
}

/* A comment, declaration or instruction; returns where to go on. */
static size_t cut_special(flow *f, size_t begin, size_t end)
{
  uint32_t put = f->document ? PUT_NOTHING : PUT_FEEDS;

  if (!str_begins(str_after(f->c->text, begin), "<!--") ||
      !has_text(f, begin, end)) {
    cuts_add(f->c, begin, end, put);
    return end;
  }
  cuts_add(f->c, begin, begin + 4, PUT_LINE);
  cuts_add(f->c, end - 3, end, PUT_LINE);
  return begin + 4;
}

static bool keeps_lines(const tag *t)
{
  return markup_tag_is(t, "pre") || markup_tag_is(t, "xmp") ||
         markup_tag_is(t, "listing");
}

static void enter_tag(flow *f, const tag *t)
{
  if (keeps_lines(t)) {
    f->pre += !t->closing;
    f->pre -= t->closing && f->pre > 0;
  }
  if (markup_tag_is(t, "html") || markup_tag_is(t, "head") ||
      markup_tag_is(t, "body"))
    f->document = true;
  if (!markup_tag_parts(t))
    return;
  f->text = false;
  if (t->use != TAG_BREAK)
    f->block = !t->closing;
}

static size_t cut_tag(flow *f, size_t at)
{
  zhen_str s = f->c->text;
  size_t end = markup_special_end(s, at, &f->c->open_comment);
  tag t;

  if (end)
    return cut_special(f, at, end);
  if (!markup_read_tag(&t, s, at, &f->names)) {
    f->text = true;
    return at + 1;
  }
  end = html_hidden_end(&f->hidden, s, at, &t);
  if (end) {
    cuts_add(f->c, at, end, f->document ? markup_tag_break(&t) : PUT_FEEDS);
    return end;
  }
  enter_tag(f, &t);
  if (f->main)
    html_main_tag(f->main, &t, at);
  cuts_add(f->c, at, t.end, markup_tag_break(&t));
  return t.end;
}

/* ---- white space ---- */

static bool is_space(char c)
{
  return c == ' ' || (c >= '\t' && c <= '\r');
}

/* In a document white space is a space; in lists and tables, nothing. */
static size_t cut_space(flow *f, size_t at)
{
  zhen_str s = f->c->text;
  size_t end = at;
  bool fed = false;

  for (; end < s.len && is_space(s.ptr[end]); end++)
    fed |= s.ptr[end] == '\n';
  if (fed || end > at + 1 || s.ptr[at] != ' ' || !f->text ||
      (end < s.len && s.ptr[end] == '<'))
    cuts_add(f->c, at, end, fed ? PUT_JOIN : PUT_SPACE);
  return end;
}

/* Whether text of the same paragraph follows the line feed at `at`. */
static bool goes_on(zhen_str s, size_t at)
{
  at++;
  while (at < s.len && strchr(" \t\r", s.ptr[at]))
    at++;
  return at < s.len && s.ptr[at] != '\n' &&
         !(s.ptr[at] == '<' && markup_is_block_tag(s, at));
}

static bool is_empty_line(zhen_str s, size_t at)
{
  return at >= s.len || str_trim(markup_line(s, at)).len == 0;
}

/* Among lines, a line feed is a space if its paragraph continues. */
static size_t cut_feed(flow *f, size_t at)
{
  bool more = goes_on(f->c->text, at);

  if (f->text && f->pre == 0 && (f->document || f->block) && more)
    markup_join_lines(f->c, at);
  else
    f->text = false;
  if (!more)
    f->block = f->block && !is_empty_line(f->c->text, at + 1);
  return at + 1;
}

/* ---- text ---- */

static size_t cut_reference(cuts *c, size_t at)
{
  size_t end;
  uint32_t rune = entity_read(c->text, at, &end);

  if (rune == 0)
    return at + 1;
  /* Where a word may be hyphenated, or broken. */
  cuts_add(c, at, end, rune == 0xAD || rune == 0x200B ? PUT_NOTHING : rune);
  return end;
}

/* End of the fenced block or code span at `at`; `at` if there is none. */
static size_t skip_code(cuts *c, size_t at)
{
  zhen_str s = c->text;
  size_t end;

  if (at == 0 || s.ptr[at - 1] == '\n') {
    end = markup_fence_close(c, at);
    if (end)
      return end + markup_line(s, end).len;
  }
  end = markup_code_end(s, at, s.len);
  while (!end && at < s.len && s.ptr[at] == '`')
    at++;
  return end ? end : at;
}

static size_t cut_text(flow *f, size_t at)
{
  zhen_str s = f->c->text;
  size_t end = at;

  if (f->kind == HTML_MARKDOWN && (s.ptr[at] == '`' || s.ptr[at] == '~'))
    end = skip_code(f->c, at);
  if (end == at)
    end = s.ptr[at] == '&' ? cut_reference(f->c, at) : at + 1;
  else
    f->text = true;
  if (!is_space(s.ptr[at])) {
    f->text = true;
    if (f->main)
      html_main_text(f->main, at, end);
  }
  return end;
}

static size_t cut_one(flow *f, size_t at)
{
  char c = f->c->text.ptr[at];

  if (c == '<')
    return cut_tag(f, at);
  if (f->kind == HTML_DOCUMENT && f->pre == 0 && is_space(c))
    return cut_space(f, at);
  if (c == '\n' && f->kind != HTML_DOCUMENT)
    return cut_feed(f, at);
  if (c == ']' && f->kind == HTML_DOCUMENT &&
      str_begins(str_after(f->c->text, at), "]]>")) {
    cuts_add(f->c, at, at + 3, PUT_NOTHING);
    return at + 3;
  }
  return cut_text(f, at);
}

void markup_cut_html(cuts *c, html_text kind, const markup_options *options)
{
  flow f = {.c = c,
            .kind = kind,
            .options = options,
            .document = kind == HTML_DOCUMENT,
            .hidden.document = kind == HTML_DOCUMENT};
  html_main main = {.c = c};

  if (kind == HTML_DOCUMENT && options->main) {
    f.hidden.main = true;
    f.main = &main;
  }
  tag_names_collect(&f.names, c->text);
  f.hidden.names = &f.names;
  for (size_t at = 0; at < c->text.len;)
    at = cut_one(&f, at);
  if (f.main)
    html_main_cut(f.main);
  c->failed |= f.names.failed;
  free(f.names.at);
}

/* ---- what a text has ---- */

bool markup_has_entities(zhen_str s)
{
  size_t end;

  for (size_t at = str_find(s, 0, '&'); at < s.len;
       at = str_find(s, at + 1, '&'))
    if (entity_read(s, at, &end))
      return true;
  return false;
}

/*
 * "<b>" alone may be a template argument or a placeholder: a tag that closes,
 * has attributes or is self-contained is HTML.
 */
bool markup_has_tags(zhen_str s)
{
  bool open = false;
  tag t;

  for (size_t at = str_find(s, 0, '<'); at < s.len;
       at = str_find(s, at + 1, '<')) {
    if (markup_special_end(s, at, &open))
      return true;
    if (markup_read_tag(&t, s, at, NULL) &&
        (t.closing || t.attributes || t.use == TAG_BREAK ||
         markup_tag_is(&t, "hr") || markup_tag_is(&t, "img") ||
         markup_tag_is(&t, "p")))
      return true;
  }
  return false;
}

bool markup_has_blocks(zhen_str s)
{
  bool open = false;
  tag t;

  for (size_t at = str_find(s, 0, '<'); at < s.len;
       at = str_find(s, at + 1, '<')) {
    size_t end = markup_special_end(s, at, &open);

    if (end)
      at = end - 1;
    else if (markup_read_tag(&t, s, at, NULL) && markup_tag_parts(&t) &&
             t.use != TAG_BREAK &&
             (t.closing || t.attributes || markup_tag_is(&t, "p") ||
              markup_tag_is(&t, "hr")))
      return true;
  }
  return false;
}

/* Whether all of a text is HTML: it begins and ends with a tag. */
static bool is_document(zhen_str s)
{
  bool open = false;
  size_t end;

  for (s = str_trim(s); s.len > 0 && s.ptr[0] == '<';
       s = str_trim(str_after(s, end))) {
    end = markup_special_end(s, 0, &open);
    if (end == 0)
      return s.ptr[s.len - 1] == '>' && markup_is_block_tag(s, 0);
    if (str_begins(s, "<!D") || str_begins(s, "<!d"))
      return true;
  }
  return false;
}

zhen_status markup_read_lines(zhen_text **out, const zhen_text *text,
                              const markup_options *options)
{
  cuts c = {.text = zhen_text_str(text)};

  markup_cut_html(&c, HTML_LINES, options);
  return cuts_apply(out, text, &c);
}

zhen_status markup_read_html(zhen_text **out, const zhen_text *text,
                             const markup_options *options)
{
  cuts c = {.text = zhen_text_str(text)};
  bool all = options->named || is_document(c.text);

  markup_cut_html(&c, all ? HTML_DOCUMENT : HTML_LINES, options);
  return cuts_apply(out, text, &c);
}
