/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/stored.h"
#include "cli/progress.h"

#include <stdlib.h>
#include <string.h>

static int find(stored *s, const char *file, const char *id)
{
  zhen_status status = zhen_store_open(&s->store, file);

  if (status == ZHEN_OK)
    status = zhen_documents_open(&s->documents, s->store);
  do
    if (status == ZHEN_OK)
      status = zhen_documents_next(s->documents, &s->document);
  while (status == ZHEN_OK && s->document && strcmp(s->document->id, id) != 0);
  if (status != ZHEN_OK)
    return say_failure(status);
  if (s->document)
    return EXIT_DONE;
  say("%s: contains no aligned document '%s'", file, id);
  return EXIT_INPUT;
}

static zhen_status open_side(zhen_side *out, zhen_text **text,
                             const zhen_stored_document *d,
                             const zhen_stored_side *side)
{
  static const zhen_read_options how = {.struct_size = sizeof how,
                                        .encoding = "UTF-8"};
  zhen_str s = side->sentences.text;
  zhen_status status = zhen_text_decode(text, s.ptr, s.len,
                                        side->name ? side->name : d->id, &how);

  *out = (zhen_side){&side->sentences, *text};
  return status;
}

static zhen_status align(stored *s, article_job *p)
{
  meter shown;
  const zhen_align_options how = {
      .struct_size = sizeof how,
      .explain = true,
      .progress = meter_begin(&shown, p->v->level.quiet, NULL)};
  zhen_status status =
      open_side(&s->zh, &s->texts[0], s->document, &s->document->zh);

  if (status == ZHEN_OK)
    status = open_side(&s->en, &s->texts[1], s->document, &s->document->en);
  if (status == ZHEN_OK)
    status = zhen_report_fits(&s->zh, &s->en);
  if (status == ZHEN_OK)
    status = zhen_align(&p->alignment, p->lexicon, s->zh.sentences,
                        s->en.sentences, &how);
  meter_end(&shown);
  return status;
}

/* Replace the beads found now by those of the store. */
static zhen_status put_beads(const zhen_stored_document *d, zhen_alignment *a)
{
  zhen_bead *beads = calloc(d->count + 1, sizeof *beads);
  zhen_status status;

  if (!beads)
    return ZHEN_ENOMEM;
  for (size_t k = 0; k < d->count; k++)
    beads[k] = d->beads[k].bead;
  status = zhen_alignment_replace(a, beads, d->count);
  free(beads);
  return status;
}

int stored_open(stored *out, article_job *p, const char *file, const char *id)
{
  zhen_status status;
  int failed = find(out, file, id);

  if (!failed)
    failed = article_open_lexicon(p);
  if (failed)
    return failed;
  status = align(out, p);
  if (status == ZHEN_OK)
    status = put_beads(out->document, p->alignment);
  return status == ZHEN_OK ? EXIT_DONE : say_failure(status);
}

void stored_dispose(stored *s)
{
  zhen_documents_close(s->documents);
  zhen_store_close(s->store);
  zhen_text_free(s->texts[0]);
  zhen_text_free(s->texts[1]);
}
