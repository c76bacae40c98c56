/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Parallel text for the trainer, which reads it repeatedly: words are numbers,
 * and the numbers of each sentence pair are in an unnamed temporary file, so
 * that memory does not grow with the text.
 */
#ifndef ZHEN_LEXICON_TRAIN_TEXT_H
#define ZHEN_LEXICON_TRAIN_TEXT_H

#include "base/interner.h"
#include "base/progress.h"
#include "lexicon/lexicon.h"

enum {
  TRAIN_WORDS_MAX = 80,          /* longer sentences say little about words */
  TRAIN_VOCABULARY_MAX = 1 << 21 /* words of a side; new ones are ignored */
};

/* The words of one language. */
typedef struct vocabulary {
  arena strings;
  interner words;
} vocabulary;

/* A few thousand pairs in the file; the unit of work. */
typedef struct train_chunk {
  int64_t at;       /* byte of the file */
  size_t n_numbers; /* of 4 bytes */
  size_t source;    /* which of the inputs they come from */
} train_chunk;

typedef struct train_text {
  vocabulary zh, en;
  train_chunk *chunks;
  size_t n_chunks, chunks_capacity;
  size_t *pairs; /* sentence pairs of each source */
  int file;
  int64_t file_size;
} train_text;

/* The words of a sentence pair, each once, in ascending order. */
typedef struct train_pair {
  const uint32_t *zh, *en;
  uint32_t n_zh, n_en;
} train_pair;

/*
 * Read all sources on up to `threads` threads; the words are those of the
 * lexicon. ZHEN_EINPUT if one cannot be read or has no pair.
 */
ZHEN_CHECK zhen_status train_text_read(train_text *t,
                                       const zhen_lexicon *lexicon,
                                       const zhen_parallel_file *sources,
                                       size_t count, unsigned threads,
                                       progress *watched);

/* The numbers of a chunk; the caller frees them. */
ZHEN_CHECK zhen_status train_text_load(const train_text *t, size_t chunk,
                                       uint32_t **numbers);

/* The pair at *at of a chunk's numbers; false at the end. */
bool train_pair_next(const train_text *t, size_t chunk, const uint32_t *numbers,
                     size_t *at, train_pair *pair);

void train_text_dispose(train_text *t);

#endif
