/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Export a store to files: open the parts, write documents to them one by one,
 * and when all is on the disk, give the files their names.
 */
#include "export/export.h"
#include "base/fail.h"
#include "base/mem.h"
#include "base/options.h"
#include "base/output.h"
#include "base/compress.h"
#include "store/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xxhash.h>

static const layout *const layouts[] = {
    [ZHEN_CORPUS_MOSES] = &layout_moses, [ZHEN_CORPUS_TSV] = &layout_tsv,
    [ZHEN_CORPUS_JSONL] = &layout_jsonl, [ZHEN_CORPUS_HF] = &layout_hf,
    [ZHEN_CORPUS_TMX] = &layout_tmx,     [ZHEN_CORPUS_XLIFF] = &layout_xliff,
    [ZHEN_CORPUS_MNBVC] = &layout_mnbvc, [ZHEN_CORPUS_CES] = &layout_ces,
};

enum { LAYOUTS = sizeof layouts / sizeof *layouts, UNITS_BETWEEN_STOPS = 64 };

zhen_status zhen_corpus_format_parse(zhen_corpus_format *out, const char *name)
{
  *out = ZHEN_CORPUS_MOSES;
  for (unsigned i = 0; i < LAYOUTS; i++)
    if (strcmp(layouts[i]->name, name) == 0) {
      *out = (zhen_corpus_format)i;
      return ZHEN_OK;
    }
  return zhen_fail(ZHEN_EUSAGE,
                   "unknown format '%s'; use moses, tsv, jsonl, hf, tmx, "
                   "xliff, mnbvc or ces",
                   name);
}

typedef struct job {
  zhen_store *store;
  const zhen_export_options *options;
  progress *progress;
  uint64_t total; /* documents that could be aligned */
  const layout *layout;
  zhen_export_counts *counts;
  bool split;
  size_t n_parts;
  part parts[ZHEN_PARTS];
  unit_list units;
  zhen_lexicon *lexicon;
  folder folder;
  zhen_files *files;
  zhen_seen *apart; /* pairs of dev and test; NULL: not split */
} job;

/* ---- targets ---- */

/* Where the name of a part goes: out|.tsv.gz; at the end of a prefix. */
static size_t name_end(const job *j, const char *target)
{
  size_t stem = compress_stem(target), end = stem;

  if (j->layout->suffixes[1])
    return stem;
  while (end > 0 && target[end - 1] != '/' && target[end - 1] != '.')
    end--;
  return end > 1 && target[end - 1] == '.' && target[end - 2] != '/' ? end - 1
                                                                     : stem;
}

/* The name of a file of a part: out.train.tsv.gz, corpus.dev.zh.gz. */
static char *file_name(const job *j, const part *p, const char *suffix)
{
  const char *target = p->target;
  size_t end = name_end(j, target), stem = compress_stem(target);
  char *path;

  if (asprintf(&path, "%.*s%s%s%.*s%s%s", (int)end, target, p->name ? "." : "",
               p->name ? p->name : "", (int)(stem - end), target + end, suffix,
               target + stem) < 0)
    return NULL;
  return path;
}

/* In a directory: zh-en.xml, zh-en.train.xml. */
static char *folder_file(const part *p, const char *suffix)
{
  const char *point = strchr(suffix, '.');
  char *path;

  if (asprintf(&path, "%s/%.*s%s%s%s", p->target, (int)(point - suffix), suffix,
               p->name ? "." : "", p->name ? p->name : "", point) < 0)
    return NULL;
  return path;
}

static zhen_status open_file(job *j, part *p, int i)
{
  const char *suffix = j->layout->suffixes[i];
  bool standard = strcmp(p->target, "-") == 0;
  char *path = standard            ? mem_strdup("-")
               : j->layout->folder ? folder_file(p, suffix)
                                   : file_name(j, p, suffix);
  zhen_status status;

  if (!path)
    return zhen_fail_memory();
  status = zhen_files_add_target(j->files, path, ZHEN_TARGET_FILE);
  if (status == ZHEN_OK && !standard && !j->options->force &&
      access(path, F_OK) == 0 && strncmp(path, "/dev/", 5) != 0)
    status = zhen_fail(ZHEN_EOUTPUT,
                       "%s already exists; use --force to replace it", path);
  else if (status == ZHEN_OK)
    status = j->layout->folder ? output_create(&p->files[i], path)
                               : zhen_output_open(&p->files[i], path);
  free(path);
  return status;
}

static zhen_status open_part(job *j, part *p, const char *target)
{
  zhen_status status = ZHEN_OK;

  p->layout = j->layout;
  p->options = j->options;
  p->progress = j->progress;
  p->lexicon = j->lexicon;
  p->target = mem_strdup(target);
  if (!p->target)
    return zhen_fail_memory();
  for (int i = 0; status == ZHEN_OK && i < PART_FILES; i++)
    if (j->layout->suffixes[i])
      status = open_file(j, p, i);
  if (status == ZHEN_OK && j->layout->begin)
    j->layout->begin(p);
  return status;
}

static zhen_status open_folder(job *j, const char *target)
{
  bool ces = j->layout == &layout_ces;
  zhen_status status =
      zhen_files_add_target(j->files, target, ZHEN_TARGET_DIRECTORY);

  if (status == ZHEN_OK)
    status = folder_open(&j->folder, target, j->options->force);
  if (status == ZHEN_OK)
    status = folder_add(&j->folder, ces ? "zh" : "data");
  if (status == ZHEN_OK && ces)
    status = folder_add(&j->folder, "en");
  return status;
}

static zhen_status check(const job *j, const char *target)
{
  bool standard = strcmp(target, "-") == 0;
  const double *share = j->options->split;

  if (standard && (j->layout->folder || j->layout->suffixes[1] || j->split))
    return zhen_fail(ZHEN_EUSAGE,
                     "%s%s writes several files and cannot use standard "
                     "output; name the target",
                     j->layout->name, j->split ? ", split," : "");
  if (!j->layout->folder && target[strlen(target) - 1] == '/')
    return zhen_fail(ZHEN_EUSAGE, "%s: is a directory; %s needs a %s", target,
                     j->layout->name,
                     j->layout->suffixes[1] ? "prefix" : "file");
  if (j->layout == &layout_ces && j->options->granularity)
    return zhen_fail(ZHEN_EUSAGE, "ces links sentences only, not larger units");
  for (int i = 0; i < ZHEN_PARTS; i++)
    if (!(share[i] >= 0))
      return zhen_fail(ZHEN_EUSAGE, "a split share is negative");
  return ZHEN_OK;
}

static zhen_status open_target(job *j, const char *target)
{
  static const char *const names[ZHEN_PARTS] = {"train", "dev", "test"};
  zhen_status status = check(j, target);

  if (status == ZHEN_OK && j->layout == &layout_mnbvc)
    status = zhen_lexicon_open_default(&j->lexicon);
  if (status == ZHEN_OK && j->layout->folder)
    status = open_folder(j, target);
  for (size_t i = 0; status == ZHEN_OK && i < j->n_parts; i++) {
    j->parts[i].name = j->split ? names[i] : NULL;
    status =
        open_part(j, &j->parts[i], j->layout->folder ? j->folder.path : target);
  }
  return status;
}

/* ---- documents ---- */

/* A hash of the id, as a number in [0, 1), selects the part. */
static size_t part_of(const job *j, const zhen_document *doc)
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

typedef zhen_status each_document(job *j, const zhen_document *doc);

static zhen_status for_each_document(job *j, each_document *each)
{
  zhen_documents *documents;
  const zhen_document *doc;
  zhen_status status = zhen_documents_open(&documents, j->store);

  if (status != ZHEN_OK)
    return status;
  do {
    status = progress_step(j->progress, 0);
    if (status == ZHEN_OK)
      status = zhen_documents_next(documents, &doc);
    if (status == ZHEN_OK && doc)
      status = each(j, doc);
    if (status == ZHEN_OK && doc)
      status = progress_step(j->progress, 1);
  } while (status == ZHEN_OK && doc);
  zhen_documents_close(documents);
  return status;
}

static bool is_near(void *context, const zhen_pair *pair)
{
  return seen_set_has(context, zhen_pair_signature(pair), 3);
}

/* Record the pairs of a document that is not for training. */
static zhen_status keep_apart(job *j, const zhen_document *doc)
{
  part *p = &j->parts[part_of(j, doc)];
  zhen_status status;

  if (p == &j->parts[ZHEN_PART_TRAIN])
    return ZHEN_OK;
  status = units_of(&j->units, doc, j->options, NULL, NULL);
  for (size_t i = 0; status == ZHEN_OK && i < j->units.count; i++) {
    zhen_pair pair = {.score = -1};

    part_fill(p, &j->units.at[i], NULL);
    pair.zh = (zhen_str){p->zh.ptr, p->zh.len};
    pair.en = (zhen_str){p->en.ptr, p->en.len};
    status = seen_set_add(j->apart, zhen_pair_signature(&pair));
  }
  return status;
}

static zhen_status put_units(part *p, const zhen_document *doc,
                             const unit_list *u)
{
  zhen_status status = ZHEN_OK;

  p->rows_of_document = 0;
  if (p->layout->begin_document)
    status = p->layout->begin_document(p, doc, u->at, u->count);
  for (size_t i = 0; status == ZHEN_OK && i < u->count; i++) {
    status = i % UNITS_BETWEEN_STOPS ? ZHEN_OK : progress_step(p->progress, 0);
    if (status == ZHEN_OK)
      status = p->layout->put(p, &u->at[i]);
    p->rows_of_document++;
    p->rows++;
  }
  if (status == ZHEN_OK && p->layout->end_document)
    status = p->layout->end_document(p, doc);
  p->documents++;
  if (p->line.failed || p->zh.failed || p->en.failed)
    return zhen_fail_memory();
  return status;
}

static zhen_status put_document(job *j, const zhen_document *doc)
{
  size_t which = part_of(j, doc);
  bool refuse = j->split && which == ZHEN_PART_TRAIN;
  zhen_status status =
      units_of(&j->units, doc, j->options, refuse ? is_near : NULL, j->apart);

  if (status != ZHEN_OK || j->units.count == 0)
    return status;
  return put_units(&j->parts[which], doc, &j->units);
}

static zhen_status count_documents(job *j)
{
  query q;
  bool row = false;
  zhen_status status = query_open(
      &q, &j->store->db, "SELECT count(*) FROM document WHERE failure IS NULL");

  if (status == ZHEN_OK)
    status = query_next(&q, &row);
  if (row)
    j->total = (uint64_t)query_int_at(&q, 0);
  query_close(&q);
  return status;
}

static zhen_status put_documents(job *j)
{
  zhen_status status = count_documents(j);

  if (status == ZHEN_OK && j->split) {
    progress_begin(j->progress, "splitting", "documents", j->total);
    status = zhen_seen_new(&j->apart);
    if (status == ZHEN_OK)
      status = for_each_document(j, keep_apart);
    j->units.below = j->units.held_out = 0;
  }
  progress_begin(j->progress, "writing", "documents", j->total);
  if (status == ZHEN_OK)
    status = for_each_document(j, put_document);
  for (size_t i = 0; status == ZHEN_OK && i < j->n_parts; i++)
    if (j->layout->end)
      status = j->layout->end(&j->parts[i]);
  return status;
}

/* ---- finishing ---- */

static zhen_status write_card(job *j)
{
  buf card = {0};
  char *path;
  zhen_output *out;
  zhen_status status;

  export_card(&card, j->parts, j->n_parts, j->options);
  status = buf_status(&card);
  if (status == ZHEN_OK && asprintf(&path, "%s/README.md", j->folder.path) < 0)
    status = zhen_fail_memory();
  if (status != ZHEN_OK) {
    buf_dispose(&card);
    return status;
  }
  status = output_create(&out, path);
  free(path);
  if (status == ZHEN_OK) {
    zhen_output_put(out, card.ptr, card.len);
    status = zhen_output_commit(out);
  }
  buf_dispose(&card);
  return status;
}

/* Files of a directory have their names already; sync them to the disk. */
static zhen_status end_files(job *j, zhen_output_set *set)
{
  zhen_status status = ZHEN_OK;

  for (size_t i = 0; i < j->n_parts; i++)
    for (int k = 0; status == ZHEN_OK && k < PART_FILES; k++) {
      zhen_output *out = j->parts[i].files[k];

      j->parts[i].files[k] = NULL;
      if (out)
        status = zhen_output_join(out, set);
    }
  return status;
}

static zhen_status commit_folder(job *j)
{
  zhen_status status = end_files(j, NULL);

  if (status == ZHEN_OK && j->layout == &layout_hf)
    status = write_card(j);
  return status == ZHEN_OK ? folder_commit(&j->folder) : status;
}

static zhen_status commit_files(job *j)
{
  zhen_output_set *set;
  zhen_status status = zhen_output_set_new(&set);

  if (status == ZHEN_OK)
    status = end_files(j, set);
  if (status == ZHEN_OK)
    return zhen_output_set_commit(set);
  zhen_output_set_abandon(set);
  return status;
}

static zhen_status commit(job *j)
{
  return j->layout->folder ? commit_folder(j) : commit_files(j);
}

static void count(job *j)
{
  for (size_t i = 0; i < j->n_parts; i++) {
    j->counts->documents[i] = j->parts[i].documents;
    j->counts->rows[i] = j->parts[i].rows;
  }
  j->counts->below = j->units.below;
  j->counts->held_out = j->units.held_out;
  j->counts->near = j->units.near;
}

static void dispose(job *j)
{
  for (size_t i = 0; i < j->n_parts; i++) {
    part *p = &j->parts[i];

    for (int k = 0; k < PART_FILES; k++)
      zhen_output_abandon(p->files[k]);
    buf_dispose(&p->line);
    buf_dispose(&p->zh);
    buf_dispose(&p->en);
    hash_set_dispose(&p->seen);
    free(p->target);
  }
  units_dispose(&j->units);
  zhen_lexicon_close(j->lexicon);
  zhen_seen_free(j->apart);
  folder_dispose(&j->folder);
}

/* The files of the run: the caller's, or our own set. */
static zhen_status begin_files(job *j, zhen_files **own)
{
  zhen_status status = ZHEN_OK;

  j->files = j->options->files;
  if (!j->files) {
    status = zhen_files_new(own);
    j->files = *own;
  }
  return status == ZHEN_OK
             ? zhen_files_add_input(j->files, store_path(j->store))
             : status;
}

zhen_status zhen_export(zhen_store *store, const char *target,
                        const zhen_export_options *options,
                        zhen_export_counts *counts)
{
  zhen_export_options known;
  progress watched;
  job j = {.store = store,
           .options = &known,
           .progress = &watched,
           .counts = counts};
  const double *share = known.split;
  zhen_files *own = NULL;
  zhen_status status = OPTIONS_TAKE(&known, options);

  *counts = (zhen_export_counts){0};
  if (status == ZHEN_OK)
    status = progress_open(&watched, known.progress);
  if (status != ZHEN_OK)
    return status;
  database_on_stop(&store->db, progress_cancelled, j.progress);
  j.layout = layouts[j.options->format];
  j.split = share[0] + share[1] + share[2] > 0;
  j.n_parts = j.split ? ZHEN_PARTS : 1;
  status = *target ? begin_files(&j, &own)
                   : zhen_fail(ZHEN_EUSAGE, "the output name is empty");
  if (status == ZHEN_OK)
    status = open_target(&j, target);
  if (status == ZHEN_OK)
    status = put_documents(&j);
  if (status == ZHEN_OK)
    status = progress_step(j.progress, 0);
  if (status == ZHEN_OK)
    status = commit(&j);
  count(&j);
  dispose(&j);
  zhen_files_free(own);
  database_on_stop(&store->db, NULL, NULL);
  if (status == ZHEN_ECANCELLED)
    status = zhen_fail(status, "%s: interrupted; nothing was written", target);
  return status;
}
