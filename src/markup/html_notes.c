/* SPDX-License-Identifier: Apache-2.0 */
#include "markup/html_notes.h"
#include "markup/tag.h"

static bool is_note(const tag *t)
{
  static const char types[] = " footnote endnote rearnote note ";
  static const char roles[] = " doc-footnote doc-endnote ";

  return !t->closing && !t->closed && t->use != TAG_EMPTY &&
         (markup_attribute_has(t, "epub:type", types) ||
          markup_attribute_has(t, "role", roles));
}

/* Where the walk is: in a note if it has a name. */
typedef struct notes_walk {
  buf notes;
  tag note;
  size_t depth; /* of elements of its name */
  size_t begin; /* of what is not copied yet */
} notes_walk;

static void enter(notes_walk *w, buf *out, zhen_str s, const tag *t, size_t at)
{
  buf_put(out, s.ptr + w->begin, at - w->begin);
  w->note = *t;
  w->depth = 1;
  w->begin = at;
}

static void leave(notes_walk *w, zhen_str s, size_t end)
{
  buf_puts(&w->notes, "<p>");
  buf_put(&w->notes, s.ptr + w->begin, end - w->begin);
  buf_puts(&w->notes, "</p>");
  w->begin = end;
}

static void walk_tag(notes_walk *w, buf *out, zhen_str s, const tag *t,
                     size_t at)
{
  if (w->depth == 0 && is_note(t)) {
    enter(w, out, s, t, at);
  } else if (w->depth > 0 && !t->closed && markup_tag_is(t, w->note.name)) {
    w->depth += t->closing ? (size_t)-1 : 1;
    if (w->depth == 0)
      leave(w, s, t->end);
  }
}

void html_move_notes(buf *out, zhen_str page)
{
  notes_walk w = {0};
  bool open = false;
  tag t;

  for (size_t at = str_find(page, 0, '<'); at < page.len;
       at = str_find(page, at, '<')) {
    size_t end = markup_special_end(page, at, &open);

    if (end == 0 && markup_read_tag(&t, page, at, NULL)) {
      walk_tag(&w, out, page, &t, at);
      end = t.end;
    }
    at = end ? end : at + 1;
  }
  if (page.len > w.begin)
    buf_put(out, page.ptr + w.begin, page.len - w.begin);
  if (w.notes.len > 0)
    buf_put(out, w.notes.ptr, w.notes.len);
  out->failed |= w.notes.failed;
  buf_dispose(&w.notes);
}
