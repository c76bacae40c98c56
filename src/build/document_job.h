/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One document of a manifest: read, aligned and filtered, ready to be stored.
 * It owns all its data, so that threads can work on documents in parallel.
 */
#ifndef ZHEN_BUILD_DOCUMENT_JOB_H
#define ZHEN_BUILD_DOCUMENT_JOB_H

#include "base/digester.h"
#include "base/progress.h"
#include "build/manifest.h"
#include "store/settings.h"
#include "store/write.h"

/* Shared by all documents. */
typedef struct recipe {
  const manifest *manifest;
  const zhen_build_options *options;
  const zhen_lexicon *lexicon;
  const zhen_filter *filter;
  progress *progress; /* of the build */
} recipe;

/* The working memory for one document; `{0}`, reused. */
typedef struct document_job {
  manifest_entry entry;
  buf bytes[2]; /* of the files */
  char digest[DIGEST];
  char failure[1024];
  zhen_article *article;
  zhen_alignment *alignment;
  buf line, lines; /* the two sides of all beads, in one buffer */
  struct bead_lines *at;
  size_t at_capacity;
  judged *judged;
  size_t judged_capacity;
  size_t size, pairs;
  document_result result; /* the result; its settings are not set */
} document_job;

/*
 * Read the texts of m->entry and compute their digest. An error in the document
 * is part of the result; the status is for other errors, and for cancelling.
 */
ZHEN_CHECK zhen_status document_job_read(document_job *j, const recipe *recipe);

/* Align and filter the document. */
ZHEN_CHECK zhen_status document_job_align(document_job *j,
                                          const recipe *recipe);

/*
 * Filter the beads of a document that was aligned in an earlier run; first take
 * its beads, then the stored document can be closed.
 */
ZHEN_CHECK zhen_status document_job_take(document_job *j,
                                         const zhen_stored_document *stored);
ZHEN_CHECK zhen_status document_job_judge(document_job *j,
                                          const recipe *recipe);

/* Whether a failure is that both texts are in the same language. */
bool document_untranslated(const char *failure);

/* Free what the last document needed; keep the rest for the next one. */
void document_job_clear(document_job *j);

void document_job_dispose(document_job *j);

#endif
