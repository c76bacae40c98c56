/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One document of a manifest: read, aligned and judged, ready to be stored.
 * All that belongs to it alone, so that threads make documents side by side.
 */
#ifndef ZHEN_BUILD_DOCUMENT_JOB_H
#define ZHEN_BUILD_DOCUMENT_JOB_H

#include "build/manifest.h"
#include "store/settings.h"
#include "store/write.h"

/* What all documents are made with. */
typedef struct recipe {
  const manifest *manifest;
  const zhen_build_options *options;
  const zhen_lexicon *lexicon;
  const zhen_filter *filter;
} recipe;

/* The memory of one document; `{0}`, used again and again. */
typedef struct document_job {
  manifest_entry entry;
  buf bytes[2]; /* of the files */
  char digest[DIGEST];
  char failure[1024];
  zhen_article *article;
  zhen_alignment *alignment;
  buf line, lines; /* the two sides of all beads, one behind the other */
  struct bead_lines *at;
  size_t at_capacity;
  judged *judged;
  size_t judged_capacity;
  size_t size, pairs;
  document_result result; /* the outcome; its settings are not set */
} document_job;

/* Read the texts of j->entry and take their digest. What is wrong with the
   document is part of the outcome; the status tells of all else. */
ZHEN_CHECK zhen_status document_job_read(document_job *j, const recipe *recipe);

/* Align and judge what was read. */
ZHEN_CHECK zhen_status document_job_align(document_job *j,
                                          const recipe *recipe);

/* Judge the beads of a document that was aligned before: take them first, then
   the document is needed no more. */
ZHEN_CHECK zhen_status document_job_take(document_job *j,
                                         const zhen_document *stored);
ZHEN_CHECK zhen_status document_job_judge(document_job *j,
                                          const recipe *recipe);

/* Free what the last document needed; the rest is for the next one. */
void document_job_clear(document_job *j);

void document_job_dispose(document_job *j);

#endif
