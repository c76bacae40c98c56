/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The units of a group are in one element, which is dropped if none of them is
 * kept; so what is written of a group is held until it ends. A unit of no group
 * is a group of its own.
 */
#include "filter/copier.h"
#include "format/copy.h"
#include "text/utf8.h"

#include <string.h>

/* ASCII in the encoding of the file. */
static void put_encoded(buf *out, const buf *text, const char *encoding)
{
  size_t size = strncmp(encoding, "UTF-16", 6) == 0   ? 2
                : strncmp(encoding, "UTF-32", 6) == 0 ? 4
                                                      : 1;
  bool big = size > 1 && strstr(encoding, "BE") != NULL;

  for (size_t i = 0; i < text->len; i++) {
    const char unit[4] = {0};

    buf_put(out, unit, big ? size - 1 : 0);
    buf_putc(out, text->ptr[i]);
    buf_put(out, unit, big ? 0 : size - 1);
  }
}

/* The score of the group where it belongs, and what was held. */
static zhen_status flush(copier *c)
{
  zhen_str held = {c->held.ptr, c->held.len};
  buf *b = &c->lead;

  if (c->stays && c->scored && (c->head || c->score < COPIER_NO_SCORE)) {
    c->text.len = 0;
    pairs_put_score(c->in, &c->text, c->head ? -1 : c->score, c->fresh,
                    c->wrap);
    put_encoded(b, &c->text, pairs_encoding(c->in));
    pairs_writer_put_bytes(c->out, str_part(held, 0, c->score_at));
    pairs_writer_put_bytes(c->out, (zhen_str){b->ptr, b->len});
    held = str_after(held, c->score_at);
  }
  if (c->stays)
    pairs_writer_put_bytes(c->out, held);
  c->group = 0;
  c->held.len = b->len = 0;
  c->stays = c->scored = false;
  c->score = COPIER_NO_SCORE;
  if (buf_status(&c->held) != ZHEN_OK || buf_status(&c->text) != ZHEN_OK)
    return ZHEN_ENOMEM;
  return buf_status(b);
}

/* Hold the bytes of a copy up to `end`, without the score that is replaced. */
static void hold(copier *c, const pair_copy *copy, size_t end, bool scored)
{
  if (!scored || !copy->edits || copy->edit_end > end) {
    buf_put(&c->held, copy->bytes.ptr, end);
    return;
  }
  buf_put(&c->held, copy->bytes.ptr, copy->edit);
  c->scored = true;
  c->score_at = c->held.len;
  c->fresh = copy->edit == copy->edit_end;
  c->wrap = copy->wrap;
  c->head = !copy->pair && copy->group == 0;
  if (c->fresh)
    buf_put(&c->lead, copy->bytes.ptr + copy->lead,
            copy->lead_end - copy->lead);
  buf_put(&c->held, copy->bytes.ptr + copy->edit_end, end - copy->edit_end);
}

/* Units end here, of which one must be left. */
static void fill(copier *c, bool needed)
{
  const char *filler = pairs_filler(c->in);

  if (needed && !c->kept) {
    c->text.len = 0;
    buf_puts(&c->text, filler);
    put_encoded(&c->held, &c->text, pairs_encoding(c->in));
  }
  c->kept = false;
}

zhen_status copier_put(copier *c, const pair_copy *copy, bool kept,
                       double score)
{
  bool whole = copy->pair ? kept : copy->stays;
  zhen_status status = copy->group == c->group ? ZHEN_OK : flush(c);

  c->group = copy->group;
  c->stays |= whole || copy->group == 0;
  if (copy->pair && score < c->score)
    c->score = score;
  c->kept |= copy->pair && kept;
  hold(c, copy, whole ? copy->bytes.len : copy->unit, score < COPIER_NO_SCORE);
  if (copy->fill)
    fill(c, !copy->stays);
  return status == ZHEN_OK && c->group == 0 ? flush(c) : status;
}

zhen_status copier_end(copier *c)
{
  return flush(c);
}

void copier_dispose(copier *c)
{
  buf_dispose(&c->held);
  buf_dispose(&c->lead);
  buf_dispose(&c->text);
}
