/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Export a store to files: open the parts, write documents to them one by one,
 * and when all is on the disk, give the files their names.
 */
#include "base/fail.h"
#include "base/mem.h"
#include "base/options.h"
#include "base/progress.h"
#include "export/corpus.h"
#include "export/units.h"
#include "filter/seen_set.h"
#include "format/write_files.h"

#include <string.h>
#include <xxhash.h>

enum { UNITS_BETWEEN_STOPS = 64, HAN_DOCUMENTS = 100 };

typedef struct job {
  corpus corpus;
  const zhen_export_options *options;
  progress *progress;
  zhen_export_counts *counts;
  bool split;
  writer *writer;
  unit_list units;
  zhen_files *files;
  zhen_seen *apart;   /* pairs of dev and test; NULL: not split */
  record_texts texts; /* of the current row */
} job;

/* ---- the target ---- */

static zhen_status check(const zhen_export_options *o)
{
  if (!zhen_format_supports(o->format, ZHEN_FORMAT_EXPORT))
    return zhen_fail(ZHEN_EUSAGE, "a corpus cannot be written as %s",
                     zhen_format_name(o->format));
  if (o->format == ZHEN_FORMAT_CES && o->granularity)
    return zhen_fail(
        ZHEN_EUSAGE,
        "ces can contain only sentences, not paragraphs or documents");
  for (int i = 0; i < ZHEN_PARTS; i++)
    if (!(o->split[i] >= 0))
      return zhen_fail(ZHEN_EUSAGE, "a split share is negative");
  return ZHEN_OK;
}

static zhen_status open_target(job *j, const char *target)
{
  const zhen_export_options *o = j->options;
  zhen_status status = check(o);

  if (status != ZHEN_OK)
    return status;
  return writer_open(&j->writer, o->format, target,
                     &(writer_options){.write = {.zh_code = o->zh_code,
                                                 .en_code = o->en_code,
                                                 .date = o->date,
                                                 .source = o->source,
                                                 .approved = o->approved,
                                                 .layout = o->layout,
                                                 .parts = o->parts},
                                       .scores = true,
                                       .places = true,
                                       .keep = !o->force,
                                       .files = j->files,
                                       .n_parts = j->split ? ZHEN_PARTS : 1,
                                       .granularity = o->granularity,
                                       .license = o->license,
                                       .min_score = o->min_score,
                                       .seed = o->seed,
                                       .held_out = o->holdout});
}

/* ---- documents ---- */

/* A hash of the id, as a number in [0, 1), selects the part. */
static size_t part_of(const job *j, const zhen_stored_document *doc)
{
  const double *share = j->options->split;
  uint64_t h;
  double at;

  if (!j->split)
    return 0;
  h = XXH3_64bits_withSeed(doc->id, strlen(doc->id), j->options->seed);
  at = (double)(h >> 11) * 0x1p-53 *
       (share[ZHEN_PART_TRAIN] + share[ZHEN_PART_DEV] + share[ZHEN_PART_TEST]);
  if (at < share[ZHEN_PART_TEST])
    return ZHEN_PART_TEST;
  return at < share[ZHEN_PART_TEST] + share[ZHEN_PART_DEV] ? ZHEN_PART_DEV
                                                           : ZHEN_PART_TRAIN;
}

typedef zhen_status each_document(job *j, const zhen_stored_document *doc);

static zhen_status for_each_document(job *j, each_document *each)
{
  const zhen_stored_document *doc;
  zhen_status status = corpus_begin(&j->corpus);

  do {
    if (status == ZHEN_OK)
      status = progress_step(j->progress, 0);
    if (status == ZHEN_OK)
      status = corpus_next(&j->corpus, &doc);
    if (status == ZHEN_OK && doc)
      status = each(j, doc);
    if (status == ZHEN_OK && doc)
      status = progress_step(j->progress, 1);
  } while (status == ZHEN_OK && doc);
  corpus_end(&j->corpus);
  return status;
}

static bool is_near(void *context, const zhen_pair *pair)
{
  return seen_set_has(context, zhen_pair_signature(pair), 3);
}

static record_side side_of(buf *b, const zhen_stored_side *side, uint32_t begin,
                           uint32_t end, zhen_lang lang, row_style style)
{
  return (record_side){
      .text = row_text(b, &side->sentences, begin, end, lang, style),
      .begin = begin,
      .end = end,
      .para = side->sentences.at[begin].para,
      .bytes = {side->bytes[begin].begin, side->bytes[end - 1].end}};
}

static record record_of_unit(job *j, const zhen_stored_document *doc,
                             const export_unit *u, row_style style)
{
  return (record){.zh = side_of(&j->texts.zh, &doc->zh, u->zh_begin, u->zh_end,
                                ZHEN_LANG_ZH, style),
                  .en = side_of(&j->texts.en, &doc->en, u->en_begin, u->en_end,
                                ZHEN_LANG_EN, style),
                  .score = u->score,
                  .placed = true};
}

/* How the Chinese is written, by the first documents. */
static zhen_status find_han(job *j)
{
  const zhen_stored_document *doc;
  buf sample = {0};
  zhen_status status;

  if (!writer_needs_han(j->writer))
    return ZHEN_OK;
  status = corpus_begin(&j->corpus);
  for (int i = 0; status == ZHEN_OK && i < HAN_DOCUMENTS; i++) {
    status = corpus_next(&j->corpus, &doc);
    if (status != ZHEN_OK || !doc)
      break;
    buf_put(&sample, doc->zh.sentences.text.ptr, doc->zh.sentences.text.len);
  }
  corpus_end(&j->corpus);
  if (status == ZHEN_OK)
    status = buf_status(&sample);
  if (status == ZHEN_OK)
    writer_set_han(j->writer,
                   zhen_text_han((zhen_str){sample.ptr, sample.len}));
  buf_dispose(&sample);
  return status;
}

/* Record the pairs of a document that is not for training. */
static zhen_status keep_apart(job *j, const zhen_stored_document *doc)
{
  zhen_status status;

  if (part_of(j, doc) == ZHEN_PART_TRAIN)
    return ZHEN_OK;
  status = units_of(&j->units, doc, j->options, NULL, NULL);
  for (size_t i = 0; status == ZHEN_OK && i < j->units.count; i++) {
    record r = record_of_unit(j, doc, &j->units.at[i], ROW_LINE);
    zhen_pair pair = {r.zh.text, r.en.text, -1};

    status = seen_set_add(j->apart, zhen_pair_signature(&pair));
  }
  return status;
}

static zhen_status put_units(job *j, writer_part *p,
                             const zhen_stored_document *doc)
{
  row_style style = j->writer->format->paragraphs ? ROW_PARAGRAPHS : ROW_LINE;
  record_document document = {.id = doc->id,
                              .zh_file = doc->zh.name,
                              .en_file = doc->en.name,
                              .zh = &doc->zh.sentences,
                              .en = &doc->en.sentences,
                              .parallel = doc->parallel};
  zhen_status status;

  if (doc->parallel >= 0)
    document.relation = zhen_relation_name(doc->relation);
  status = writer_begin_document(p, &document);
  for (size_t i = 0; status == ZHEN_OK && i < j->units.count; i++) {
    record r = record_of_unit(j, doc, &j->units.at[i], style);

    status = i % UNITS_BETWEEN_STOPS ? ZHEN_OK : progress_step(j->progress, 0);
    if (status == ZHEN_OK)
      status = writer_put(p, &r);
  }
  return status == ZHEN_OK ? writer_end_document(p) : status;
}

static zhen_status put_document(job *j, const zhen_stored_document *doc)
{
  size_t which = part_of(j, doc);
  bool refuse = j->split && which == ZHEN_PART_TRAIN;
  zhen_status status =
      units_of(&j->units, doc, j->options, refuse ? is_near : NULL, j->apart);

  if (status != ZHEN_OK || j->units.count == 0)
    return status;
  return put_units(j, &j->writer->parts[which], doc);
}

static zhen_status put_documents(job *j)
{
  uint64_t total;
  zhen_status status = corpus_size(&j->corpus, &total);

  if (status == ZHEN_OK && j->split) {
    progress_begin(j->progress, "splitting", "documents", total);
    status = zhen_seen_new(&j->apart);
    if (status == ZHEN_OK)
      status = for_each_document(j, keep_apart);
    j->units.below = j->units.held_out = 0;
  }
  progress_begin(j->progress, "writing", "documents", total);
  if (status == ZHEN_OK)
    status = for_each_document(j, put_document);
  return status;
}

/* ---- finishing ---- */

static void count_rows(job *j)
{
  for (size_t i = 0; j->writer && i < ZHEN_PARTS; i++) {
    j->counts->documents[i] = j->writer->parts[i].documents;
    j->counts->rows[i] = j->writer->parts[i].rows;
  }
  j->counts->below = j->units.below;
  j->counts->held_out = j->units.held_out;
  j->counts->near = j->units.near;
}

static void dispose(job *j)
{
  corpus_close(&j->corpus);
  writer_abandon(j->writer);
  units_dispose(&j->units);
  zhen_seen_free(j->apart);
}

/* The files of the run: the caller's, or our own set. */
static zhen_status begin_files(job *j, zhen_store *const *stores, size_t count,
                               zhen_files **own)
{
  zhen_status status = ZHEN_OK;

  j->files = j->options->files;
  if (!j->files) {
    status = zhen_files_new(own);
    j->files = *own;
  }
  for (size_t i = 0; status == ZHEN_OK && i < count; i++)
    status = zhen_files_add_input(j->files, store_path(stores[i]));
  return status;
}

/* The stores, and what is found among all of them. */
static zhen_status open_corpus(job *j, zhen_store *const *stores, size_t count)
{
  j->corpus.stop = progress_cancelled;
  j->corpus.context = j->progress;
  progress_begin(j->progress, "looking for duplicates", "documents", 0);
  return corpus_open(&j->corpus, stores, count);
}

zhen_status zhen_export(zhen_store *store, const char *target,
                        const zhen_export_options *options,
                        zhen_export_counts *counts)
{
  return zhen_export_stores(&store, 1, target, options, counts);
}

zhen_status zhen_export_stores(zhen_store *const *stores, size_t count,
                               const char *target,
                               const zhen_export_options *options,
                               zhen_export_counts *counts)
{
  zhen_export_options known;
  progress watched;
  job j = {.options = &known, .progress = &watched, .counts = counts};
  const double *share = known.split;
  zhen_files *own = NULL;
  zhen_status memory, status = OPTIONS_TAKE(&known, options);

  *counts = (zhen_export_counts){0};
  if (status == ZHEN_OK)
    status = progress_open(&watched, known.progress);
  if (status != ZHEN_OK)
    return status;
  if (count == 0)
    return zhen_fail(ZHEN_EUSAGE, "there is no store");
  j.split = share[0] + share[1] + share[2] > 0;
  status = *target ? begin_files(&j, stores, count, &own)
                   : zhen_fail(ZHEN_EUSAGE, "the output name is empty");
  if (status == ZHEN_OK)
    status = open_target(&j, target);
  if (status == ZHEN_OK)
    status = open_corpus(&j, stores, count);
  if (status == ZHEN_OK)
    status = find_han(&j);
  if (status == ZHEN_OK)
    status = put_documents(&j);
  if (status == ZHEN_OK)
    status = progress_step(j.progress, 0);
  count_rows(&j);
  memory = record_texts_end(&j.texts);
  if (status == ZHEN_OK)
    status = memory;
  if (status == ZHEN_OK) {
    status = writer_join(j.writer, NULL);
    j.writer = NULL;
  }
  dispose(&j);
  zhen_files_free(own);
  if (status == ZHEN_ECANCELLED)
    status = zhen_fail(status, "%s: interrupted; nothing was written", target);
  return status;
}
