/* SPDX-License-Identifier: Apache-2.0 */
/* Dictionaries to a lexicon file, or a lexicon and parallel text to one. */
#include "base/compress.h"
#include "base/options.h"
#include "base/progress.h"
#include "base/fail.h"
#include "lexicon/word_pairs.h"
#include "pairs/pairs.h"

#include <stdlib.h>
#include <zhen/target.h>
#include <zhen/write.h>

static zhen_status read_all(dictionary *d, const char *const *paths,
                            size_t count)
{
  zhen_status status = ZHEN_OK;

  for (size_t i = 0; i < count && status == ZHEN_OK; i++)
    status = dictionary_read(d, paths[i], (uint32_t)i);
  return status;
}

/* Finish the output: commit or discard. */
static zhen_status write_lexicon(zhen_output *out, word_pairs *pairs,
                                 const char_sections *c)
{
  buf bytes = {0};
  zhen_status status = word_pairs_write(pairs, c, &bytes);

  if (status == ZHEN_OK) {
    zhen_output_put(out, bytes.ptr, bytes.len);
    status = zhen_output_commit(out);
  } else {
    zhen_output_abandon(out);
  }
  buf_dispose(&bytes);
  return status;
}

/* A lexicon is mapped, which a compressed one cannot be. */
static zhen_status add_lexicon(zhen_files *files, const char *out_path)
{
  if (compress_wanted(out_path))
    return zhen_fail(ZHEN_EUSAGE,
                     "%s: a lexicon cannot be compressed; use a name that "
                     "ends in .zlex",
                     out_path);
  return zhen_files_add_target(files, out_path, ZHEN_TARGET_FILE);
}

static zhen_status check_dictionaries(const char *out_path,
                                      const char *const *paths, size_t count)
{
  zhen_files *files;
  zhen_status status = zhen_files_new(&files);

  for (size_t i = 0; i < count && status == ZHEN_OK; i++)
    status = zhen_files_add_input(files, paths[i]);
  if (status == ZHEN_OK)
    status = add_lexicon(files, out_path);
  zhen_files_free(files);
  return status;
}

static zhen_status add_source(zhen_files *files,
                              const zhen_parallel_file *source)
{
  char *zh = NULL, *en = NULL;
  zhen_status status = ZHEN_OK;

  if (!source->en)
    status = pairs_files(&zh, &en, source->path);
  if (status == ZHEN_OK)
    status = zhen_files_add_input(files, zh ? zh : source->path);
  if (status == ZHEN_OK && (en || source->en))
    status = zhen_files_add_input(files, en ? en : source->en);
  free(zh);
  free(en);
  return status;
}

static zhen_status check_sources(const char *out_path,
                                 const zhen_parallel_file *sources,
                                 size_t count)
{
  zhen_files *files;
  zhen_status status = zhen_files_new(&files);

  for (size_t i = 0; i < count && status == ZHEN_OK; i++)
    status = add_source(files, &sources[i]);
  if (status == ZHEN_OK)
    status = add_lexicon(files, out_path);
  zhen_files_free(files);
  return status;
}

zhen_status zhen_lexicon_build(const char *out_path, const char *const *paths,
                               size_t count)
{
  dictionary d = {0};
  word_pairs pairs = {0};
  char_sections c = {0};
  zhen_output *out;
  zhen_status status = check_dictionaries(out_path, paths, count);

  if (status == ZHEN_OK)
    status = read_all(&d, paths, count);
  if (status == ZHEN_OK)
    status = dictionary_add_names(&d, (uint32_t)count);
  if (status == ZHEN_OK) {
    dictionary_settle(&d);
    status = word_pairs_weigh(&pairs, &d);
  }
  if (status == ZHEN_OK)
    status = zhen_output_open(&out, out_path);
  if (status == ZHEN_OK) {
    sections_of_dictionary(&c, &d);
    status = write_lexicon(out, &pairs, &c);
  }
  sections_dispose(&c);
  word_pairs_dispose(&pairs);
  dictionary_dispose(&d);
  return status;
}

zhen_status zhen_lexicon_add_phrases(const char *out_path,
                                     const zhen_lexicon *lexicon,
                                     const char *const *paths, size_t count)
{
  dictionary d = {0};
  word_pairs pairs = {0};
  char_sections c = {0};
  zhen_output *out;
  zhen_status status = check_dictionaries(out_path, paths, count);

  if (status == ZHEN_OK)
    status = read_all(&d, paths, count);
  if (status == ZHEN_OK)
    status = word_pairs_read(&pairs, lexicon);
  if (status == ZHEN_OK)
    status = word_pairs_add_phrases(&pairs, &d, lexicon);
  if (status == ZHEN_OK)
    status = zhen_output_open(&out, out_path);
  if (status == ZHEN_OK) {
    sections_of_lexicon(&c, lexicon);
    status = write_lexicon(out, &pairs, &c);
  }
  sections_dispose(&c);
  word_pairs_dispose(&pairs);
  dictionary_dispose(&d);
  return status;
}

typedef zhen_status learn_pairs(word_pairs *, const zhen_lexicon *,
                                const zhen_parallel_file *, size_t, unsigned,
                                progress *);

static zhen_status learn(const char *out_path, const zhen_lexicon *lexicon,
                         const zhen_parallel_file *sources, size_t count,
                         const zhen_train_options *options, learn_pairs *how)
{
  word_pairs pairs = {0};
  char_sections c = {0};
  zhen_output *out; /* opened first, as training may take long */
  zhen_train_options known;
  progress watched;
  zhen_status status = OPTIONS_TAKE(&known, options);

  if (status == ZHEN_OK)
    status = progress_open(&watched, known.progress);
  if (status == ZHEN_OK)
    status = check_sources(out_path, sources, count);
  if (status == ZHEN_OK)
    status = zhen_output_open(&out, out_path);
  if (status != ZHEN_OK)
    return status;
  status = word_pairs_read(&pairs, lexicon);
  if (status == ZHEN_OK)
    status = how(&pairs, lexicon, sources, count, known.threads, &watched);
  if (status == ZHEN_OK) {
    sections_of_lexicon(&c, lexicon);
    status = write_lexicon(out, &pairs, &c);
  } else {
    zhen_output_abandon(out);
  }
  sections_dispose(&c);
  word_pairs_dispose(&pairs);
  return status;
}

zhen_status zhen_lexicon_train(const char *out_path,
                               const zhen_lexicon *lexicon,
                               const zhen_parallel_file *sources, size_t count,
                               const zhen_train_options *options)
{
  return learn(out_path, lexicon, sources, count, options, word_pairs_train);
}

zhen_status zhen_lexicon_relate(const char *out_path,
                                const zhen_lexicon *lexicon,
                                const zhen_parallel_file *sources, size_t count,
                                const zhen_train_options *options)
{
  return learn(out_path, lexicon, sources, count, options,
               word_pairs_find_near);
}
