/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file zhen/store.h
 * Read a store: the corpus that zhen_build() writes.
 *
 * A store is one SQLite database, which other tools can read. Its
 * `application_id` is 0x5A48454E ("ZHEN"). Its `user_version` is the version of
 * the schema below, ZHEN_STORE_VERSION; in version 1, `document` ends with
 * `failure`, and before version 3 there is no index. All text is UTF-8. Side 0
 * is zh, side 1 is en. Numbers count from 0, and ranges are half-open.
 *
 *     document   key      INTEGER PRIMARY KEY   arbitrary; order by `id`
 *                id       TEXT UNIQUE           from the manifest
 *                zh_name, en_name  TEXT   file names from the manifest; equal
 *                                         for a bilingual file; NULL: inline
 *                content  TEXT    digest of the bytes of both sides; NULL: they
 *                                 could not be read
 *                settings INTEGER settings.key: how it was aligned
 *                filter   INTEGER settings.key: how its pairs were filtered
 *                failure  TEXT    why it could not be aligned; NULL: aligned
 *                parallel REAL    zhen_alignment_parallel(); NULL: it failed,
 * or was aligned by a zhen that did not know it relation TEXT
 * zhen_relation_name(); NULL: likewise rule     TEXT    the rule on documents
 * that dropped all its pairs, "parallel"; NULL: none did sentence   document,
 * side, number   the key paragraph, turn  as in zhen_sentence begin, end bytes
 * of the decompressed input; inline: of the string text             decoded,
 * without markup bead       document, number the key; every sentence is in one
 * bead zh_begin, zh_end, en_begin, en_end  sentence numbers score probability
 *                exact, near      zhen_signature of a pair that no filter rule
 *                                 dropped; else NULL
 *     rejected   document, bead   the key: a pair that a filter rule dropped
 *                rule, value, threshold   the first rule that it failed
 *     duplicate  document, bead   the key: a pair that repeats an earlier one
 *                rule, value, threshold
 *                of_document, of_bead     the earlier pair: document.key,
 *                                         bead.number
 *     settings   key, digest, text  version, options and digest of the
 *                                   lexicon; or rules and thresholds
 *     run        key, started, ended (seconds since 1970; NULL: not ended),
 *                version, made, kept, failed, removed   counts of documents
 *     indexed, term               an index of the texts, for the zhen that
 *                                 wrote it; it may be missing or stale
 *     meta       name, value      "state": "complete"; "building" until all
 *                                 documents are processed and duplicates found
 *                                 "shard": "K/N", or ""
 *                                 "duplicates": the thresholds used
 *
 * A pair is a bead with text on both sides. It is kept if it is neither in
 * `rejected` nor in `duplicate`. Corpus order is by document.id (as bytes),
 * then by bead.number. It does not depend on when or where documents were
 * built: the same documents and settings give the same kept pairs in the same
 * order.
 */
#ifndef ZHEN_STORE_H
#define ZHEN_STORE_H

#include <zhen/align.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Version of the schema above. */
#define ZHEN_STORE_VERSION 3

/** An open store. */
typedef struct zhen_store zhen_store;

/**
 * Open a store for reading. A build may run at the same time; readers see its
 * last committed batch. Stores of older schema versions can be read, too; what
 * they do not have is unknown.
 *
 * @param[out] out  close with zhen_store_close()
 * @retval ZHEN_EINPUT  missing, unreadable, not a store, damaged, or of a newer
 *                      schema version
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_store_open(zhen_store **out,
                                                const char *path);

/**
 * Whether the store is complete: all documents built, duplicates found.
 *
 * @param[out] complete  false on failure
 * @retval ZHEN_EINPUT  the store cannot be read
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_store_complete(zhen_store *store,
                                                    bool *complete);

/** Close a store; NULL is fine. */
ZHEN_API void zhen_store_close(zhen_store *store);

/** One side of a stored document. */
typedef struct zhen_stored_side {
  const char *name; /**< file as the manifest names it; NULL: inline */
  zhen_sentences
      sentences; /**< `text` is the sentences, each followed by a line feed;
                    paragraphs and turns as in the input */
  zhen_bytes
      *bytes; /**< of each sentence: its range in the decompressed input */
} zhen_stored_side;

/** One bead, and whether it is part of the corpus. */
typedef struct zhen_stored_bead {
  zhen_bead bead;
  bool pair;        /**< there is text on both sides */
  const char *rule; /**< the rule that dropped it; NULL if none did */
  double value;     /**< value under the rule */
  double threshold; /**< threshold of the rule */
  const char *of;   /**< of a duplicate: the document of the pair it repeats;
                         else NULL */
  size_t of_bead;   /**< and the number of its bead there */
} zhen_stored_bead;

/** A stored document; the beads partition both sides. Read-only for the caller.
 */
typedef struct zhen_stored_document {
  const char *id;
  const char *content; /**< digest of the bytes of both sides, hexadecimal */
  zhen_stored_side zh, en;
  zhen_stored_bead *beads;
  size_t count;
  double parallel;        /**< zhen_alignment_parallel(); negative: unknown */
  zhen_relation relation; /**< if `parallel` is known */
} zhen_stored_document;

/** An iterator over the documents of a store. */
typedef struct zhen_documents zhen_documents;

/**
 * Iterate over the documents that could be aligned, in corpus order. One at a
 * time is held in memory.
 *
 * @param store     borrowed: it must outlive `*out`; one iterator at a time
 * @param[out] out  close with zhen_documents_close()
 * @retval ZHEN_EINPUT  the store cannot be read
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_documents_open(zhen_documents **out,
                                                    zhen_store *store);

/**
 * The next document.
 *
 * @param[out] out  borrowed, valid until the next call; NULL at the end
 * @retval ZHEN_EINPUT  the store is damaged
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_documents_next(
    zhen_documents *documents, const zhen_stored_document **out);

/**
 * The two sides of a bead of the current document, one line each, as the
 * writers write them; empty for an empty side.
 *
 * @param bead        number of the bead
 * @param[out] zh     borrowed, valid until the next call
 * @param[out] en     likewise
 * @retval ZHEN_ENOMEM  out of memory
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_documents_text(zhen_documents *documents,
                                                    size_t bead, zhen_str *zh,
                                                    zhen_str *en);

/** Close an iterator; NULL is fine. */
ZHEN_API void zhen_documents_close(zhen_documents *documents);

/** Whether a bead is part of the corpus: a pair that no rule dropped. */
ZHEN_API bool zhen_stored_bead_kept(const zhen_stored_bead *bead);

/** Size of arrays by relation: room for relations to come. */
#define ZHEN_RELATIONS_ROOM 8

/** A document of a store, without its texts. */
typedef struct zhen_listed {
  int64_t key; /**< of the table `document`; another one after a build */
  const char *id;
  const char *failure;    /**< why it could not be aligned; NULL: it was */
  double parallel;        /**< zhen_alignment_parallel(); negative: unknown */
  zhen_relation relation; /**< if `parallel` is known */
  const char *rule;       /**< the rule that dropped it; NULL if none did */
  uint64_t pairs;         /**< beads with sentences of both sides */
  uint64_t kept;          /**< of these, those that are part of the corpus */
  double mean;            /**< score of the pairs; negative: there is none */
} zhen_listed;

/**
 * List documents, one at a time in memory.
 *
 * @param keys   of `first + most` documents, to list those from `first` in this
 *               order, without those that are not there any more; NULL: all, in
 *               the order of their ids, from `first`, at most `most`
 * @param each   called with a document, which is valid until it returns
 * @retval ZHEN_EINPUT  the store cannot be read
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_store_list(
    zhen_store *store, const int64_t *keys, size_t first, size_t most,
    void (*each)(void *context, const zhen_listed *document), void *context);

/**
 * Cancel calls on a store: while one runs, `cancel` is called every few
 * microseconds, by the same thread; once it returns true, the call fails with
 * ZHEN_ECANCELLED. It must not call zhen functions on the store. NULL turns it
 * off.
 */
ZHEN_API void zhen_store_on_cancel(zhen_store *store,
                                   bool (*cancel)(void *context),
                                   void *context);

/** Counts of what a store contains. */
typedef struct zhen_store_counts {
  uint64_t documents; /**< including failed ones */
  uint64_t failed;
  uint64_t zh_sentences, en_sentences;
  uint64_t zh_unaligned, en_unaligned; /**< unaligned ones of these */
  uint64_t pairs;
  uint64_t kept;
  uint64_t scores[10];   /**< pairs that passed, by tenths of probability */
  uint64_t not_parallel; /**< documents dropped by ZHEN_RULE_PARALLEL */
  uint64_t relations[ZHEN_RELATIONS_ROOM]; /**< documents by zhen_relation,
                                              if it is known */
  double parallel; /**< mean of the documents; negative: none is known */
} zhen_store_counts;

/**
 * Count the content of a store.
 * @retval ZHEN_EINPUT  the store cannot be read
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_store_count(zhen_store *store,
                                                 zhen_store_counts *out);

/**
 * Report how many pairs each rule dropped, by descending count.
 * @retval ZHEN_EINPUT  the store cannot be read
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_store_rules(zhen_store *store,
                                                 void (*each)(void *context,
                                                              const char *rule,
                                                              uint64_t pairs),
                                                 void *context);

/**
 * Report why documents failed, ordered by id.
 * @retval ZHEN_EINPUT  the store cannot be read
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_store_failures(
    zhen_store *store,
    void (*each)(void *context, const char *id, const char *why),
    void *context);

/** How parallel a document is. */
typedef struct zhen_parallel {
  const char *id;
  double parallel; /**< zhen_alignment_parallel() */
  zhen_relation relation;
  const char *rule; /**< the rule that dropped it; NULL if none did */
} zhen_parallel;

/**
 * Report the `most` least parallel documents, beginning with the least; equal
 * ones in the order of their ids.
 * @retval ZHEN_EINPUT  the store cannot be read
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_store_least_parallel(
    zhen_store *store, size_t most,
    void (*each)(void *context, const zhen_parallel *document), void *context);

/** A pair that was dropped. */
typedef struct zhen_dropped {
  const char *id; /**< of its document */
  size_t bead;    /**< its number there */
  zhen_str zh, en;
  double value, threshold;
} zhen_dropped;

/**
 * Report up to `most` pairs that a rule dropped, spread over the corpus.
 * @retval ZHEN_EINPUT  the store cannot be read
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_store_samples(
    zhen_store *store, const char *rule, size_t most,
    void (*each)(void *context, const zhen_dropped *pair), void *context);

/** A text to search for. Upper and lower case are equal, as are full-width and
 * half-width forms; with a lexicon, so are traditional and simplified
 * characters. A run of white space equals one space. */
typedef struct zhen_text_query zhen_text_query;

/**
 * Create a query.
 *
 * @param[out] out  free with zhen_text_query_free()
 * @param text      not empty; copied
 * @param lexicon   for simplified forms, not kept; NULL: none
 * @retval ZHEN_EUSAGE  the text is empty
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_text_query_new(
    zhen_text_query **out, zhen_str text, const zhen_lexicon *lexicon);

/** Find the first match at or after byte `from`; false if there is none. */
ZHEN_API bool zhen_text_query_find(const zhen_text_query *query, zhen_str in,
                                   size_t from, zhen_bytes *found);

/** Free a query; NULL is fine. */
ZHEN_API void zhen_text_query_free(zhen_text_query *query);

/**
 * As zhen_documents_open(), but only documents with a sentence that contains
 * the text of `query`, which must outlive `*out`.
 * @retval ZHEN_EINPUT  the store cannot be read
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_documents_open_query(
    zhen_documents **out, zhen_store *store, const zhen_text_query *query);

/**
 * As zhen_documents_open(), but only the document with this id, if there is one
 * that could be aligned.
 *
 * @param id  must outlive `*out`
 * @retval ZHEN_EINPUT  the store cannot be read
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_documents_open_one(zhen_documents **out,
                                                        zhen_store *store,
                                                        const char *id);

#ifdef __cplusplus
}
#endif
#endif
