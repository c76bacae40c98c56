/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file zhen/zhen.h
 * Chinese-English bilingual text to parallel corpora.
 *
 * The data flow in one direction, and each header is one step of it:
 *
 *     bytes -> text (text.h) -> sentences (split.h, bitext.h)
 *           -> evidence (lexicon.h) -> beads (align.h) -> rows (write.h)
 *
 * filter.h tells good pairs from bad ones. Many documents become one corpus in
 * a store (store.h). What comes out is scored against gold by eval.h.
 *
 * Ownership, everywhere: (1) what comes through `T **out` is yours, free it
 * with zhen_<noun>_free(); (2) what is returned as `const T *` is borrowed and
 * dies with its parent; (3) no function keeps or frees an argument unless its
 * name or its header says so; (4) every _free takes NULL.
 *
 * Options structs are used as they are when all zero. Handles belong to one
 * thread at a time. There is no global state but the thread's last error.
 */
#ifndef ZHEN_H
#define ZHEN_H

#include <zhen/error.h>
#include <zhen/text.h>
#include <zhen/split.h>
#include <zhen/bitext.h>
#include <zhen/lexicon.h>
#include <zhen/align.h>
#include <zhen/explain.h>
#include <zhen/target.h>
#include <zhen/format.h>
#include <zhen/write.h>
#include <zhen/filter.h>
#include <zhen/pairs.h>
#include <zhen/patch.h>
#include <zhen/report.h>
#include <zhen/saved.h>
#include <zhen/article.h>
#include <zhen/match.h>
#include <zhen/stream.h>
#include <zhen/store.h>
#include <zhen/build.h>
#include <zhen/corpus.h>
#include <zhen/eval.h>

#ifdef __cplusplus
extern "C" {
#endif

#define ZHEN_VERSION_MAJOR 0
#define ZHEN_VERSION_MINOR 1
#define ZHEN_VERSION_PATCH 0

/** Version of the library at run time, such as "0.1.0"; static. */
ZHEN_API const char *zhen_version(void);

#ifdef __cplusplus
}
#endif
#endif
