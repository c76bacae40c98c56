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
typedef struct making {
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
  made made; /* the outcome; its settings are not set */
} making;

/* Read the texts of m->entry and take their digest. What is wrong with the
   document is part of the outcome; the status tells of all else. */
ZHEN_CHECK zhen_status making_read(making *m, const recipe *recipe);

/* Align and judge what was read. */
ZHEN_CHECK zhen_status making_align(making *m, const recipe *recipe);

/* Judge the beads of a document that was aligned before: take them first, then
   the document is needed no more. */
ZHEN_CHECK zhen_status making_take(making *m, const zhen_document *stored);
ZHEN_CHECK zhen_status making_judge(making *m, const recipe *recipe);

/* Free what the last document needed; the rest is for the next one. */
void making_clear(making *m);

void making_dispose(making *m);

#endif
