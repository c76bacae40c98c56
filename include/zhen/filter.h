/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file zhen/filter.h
 * Filter rules for sentence pairs, and signatures for duplicates.
 *
 * Each rule computes one value of a pair and compares it with one threshold.
 * Names follow OpusFilter (Aulamo et al. 2020) and the hard rules of Bicleaner
 * (Sánchez-Cartagena et al. 2018) where these have the same rule; the values
 * are defined for Chinese and English. A value depends on the pair only, except
 * for lengths learned with zhen_filter_learn().
 */
#ifndef ZHEN_FILTER_H
#define ZHEN_FILTER_H

#include <zhen/text.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A sentence pair. */
typedef struct zhen_pair {
  zhen_str zh, en;
  double score; /**< probability in [0, 1]; negative: unknown */
} zhen_pair;

/**
 * The rules. Those that need only the pair, all before ZHEN_RULE_DUPLICATE, are
 * applied in this order, before the others. "Length" is in characters
 * without white space; on the Chinese side, a character that is not an
 * ideograph, kana or full-width counts 0.32. "At least" and "at most" say how
 * the value of a good pair compares with the threshold.
 */
typedef enum zhen_rule {
  ZHEN_RULE_NONE = 0,    /**< the pair is good */
  ZHEN_RULE_PROBABILITY, /**< score; at least. Skipped if unknown */
  ZHEN_RULE_MIN_LENGTH,  /**< characters of the shorter side; at least */
  ZHEN_RULE_MAX_LENGTH,  /**< characters of the longer side; at most */
  ZHEN_RULE_MOJIBAKE, /**< mojibake characters (UTF-8 read as GBK or CP1252, GBK
                         read as Latin-1) and U+FFFD; at most */
  ZHEN_RULE_HTML,     /**< tags and character references; at most */
  ZHEN_RULE_ALPHABET, /**< share of letters in the characters of a side,
                           the lower one; at least */
  ZHEN_RULE_LANGUAGE_ZH,  /**< degree to which the Chinese side is Chinese, by
                               script, 0 .. 1; at least */
  ZHEN_RULE_LANGUAGE_EN,  /**< degree to which the English side is English, by
                               script, function words and letters, 0 .. 1; at
                               least */
  ZHEN_RULE_COPIED,       /**< share of the English words that are also on the
                               Chinese side; at most */
  ZHEN_RULE_LENGTH_RATIO, /**< length of the longer side divided by that of the
                               shorter one, where 3 English characters equal 1
                               Chinese character; at most */
  ZHEN_RULE_LENGTH_Z,     /**< absolute z-score of the length ratio among good
                               pairs; at most */
  ZHEN_RULE_NUMBERS,      /**< share of the numbers that both sides have, by
                               value; a missing number counts half as much as a
                               different one; at least */
  ZHEN_RULE_URLS,         /**< URLs and e-mail addresses that only one side
                               has; at most */
  ZHEN_RULE_PUNCTUATION,  /**< difference between the numbers of sentence ends
                               of both sides; at most */
  ZHEN_RULE_REPETITION,   /**< consecutive repetitions of a word or phrase; at
                             most */
  ZHEN_RULE_DUPLICATE, /**< an earlier pair has the same letters and digits; see
                          zhen_signature */
  ZHEN_RULE_NEAR_DUPLICATE, /**< distance to an earlier pair; dropped if at most
                               the threshold, which is 3 or less */
  ZHEN_RULE_HOLDOUT,        /**< a side is in the list of held-out sentences */
  ZHEN_RULE_PARALLEL, /**< zhen_alignment_parallel() of the document; at least.
                           For zhen_build(), which applies it before the
                           others */
  ZHEN_RULE_TRANSLATION, /**< zhen_pair_score.related; at least. Applied by
                            zhen_filter_stream(), before duplicates */
  ZHEN_RULE_REVIEW,      /**< a reviewer marked the pair wrong. Applied by
                            zhen_filter_stream(), before the others */
  ZHEN_RULES
} zhen_rule;

/** Size of arrays by rule: room for rules to come. */
#define ZHEN_RULES_ROOM 64

/** Name of a rule, such as "length-ratio"; static. */
ZHEN_API const char *zhen_rule_name(zhen_rule rule);

/**
 * Parse the name of a rule; "_" equals "-".
 * @retval ZHEN_EUSAGE  unknown
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_rule_parse(zhen_rule *out,
                                                const char *name);

/** Short description of a rule; static. */
ZHEN_API const char *zhen_rule_describe(zhen_rule rule);

/** Default threshold of a rule; NaN: off. */
ZHEN_API double zhen_rule_default(zhen_rule rule);

/** Rules with their thresholds. Read-only while checking: any number of
    threads may use one. */
typedef struct zhen_filter zhen_filter;

/** Result of checking a pair. */
typedef struct zhen_verdict {
  zhen_rule rule;   /**< the first that it failed; ZHEN_RULE_NONE: none */
  double value;     /**< of the pair under this rule */
  double threshold; /**< of this rule */
} zhen_verdict;

/**
 * Create a filter with all rules at their default thresholds.
 *
 * @param[out] out  free with zhen_filter_free()
 * @retval ZHEN_ENOMEM  out of memory
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_filter_new(zhen_filter **out);

/** Set the threshold of a rule; NaN: off. */
ZHEN_API void zhen_filter_set(zhen_filter *filter, zhen_rule rule,
                              double threshold);

/** The threshold of a rule; NaN: off. */
ZHEN_API double zhen_filter_threshold(const zhen_filter *filter,
                                      zhen_rule rule);

/**
 * Apply the rules that need only the pair: all before ZHEN_RULE_DUPLICATE.
 *
 * @param[out] out  the first rule the pair fails
 * @return true if it fails none
 */
ZHEN_API bool zhen_filter_check(const zhen_filter *filter,
                                const zhen_pair *pair, zhen_verdict *out);

/** The value of a pair under one of these rules. */
ZHEN_API double zhen_filter_value(const zhen_filter *filter,
                                  const zhen_pair *pair, zhen_rule rule);

/**
 * Histogram of the length ratios of many pairs: counts by z-score, in steps of
 * 0.1 from -8 to 8. Histograms can be added. Start with all zero.
 */
typedef struct zhen_lengths {
  uint64_t count[160];
} zhen_lengths;

/** Count a pair; one with an empty side is not counted. */
ZHEN_API void zhen_lengths_add(zhen_lengths *lengths, const zhen_pair *pair);

/**
 * Set the mean and deviation of ZHEN_RULE_LENGTH_Z from a histogram: from its
 * median and quartiles, which bad pairs hardly change. The defaults come from
 * 13 corpora of laws, talks, news, manuals and games. With fewer than 1,000
 * pairs nothing changes.
 */
ZHEN_API void zhen_filter_learn(zhen_filter *filter,
                                const zhen_lengths *lengths);

/** Free a filter; NULL is fine. */
ZHEN_API void zhen_filter_free(zhen_filter *filter);

/**
 * What is kept of a pair to recognize it again. Only letters and digits are
 * compared, in lower case and half-width; white space, punctuation and
 * combining accents are ignored.
 */
typedef struct zhen_signature {
  uint64_t exact; /**< hash of both sides (XXH3): equal for duplicates. The
                       probability that any two different pairs among 10
                       million have the same hash is 3 in a million */
  uint64_t near;  /**< SimHash of both sides (Charikar 2002; Manku et al. 2007)
                       over words and character bigrams: the more similar
                       two pairs are, the fewer bits differ */
} zhen_signature;

/** The signature of a pair. */
ZHEN_API zhen_signature zhen_pair_signature(const zhen_pair *pair);

/** Hash of one side, as in zhen_signature.exact; for held-out sentences. */
ZHEN_API uint64_t zhen_sentence_signature(zhen_str sentence);

/** Number of bits that differ, 0 .. 64. */
ZHEN_API unsigned zhen_near_distance(uint64_t near, uint64_t other);

/**
 * The pairs seen so far, in memory: about 70 bytes each, without their text.
 * Belongs to one thread at a time.
 */
typedef struct zhen_seen zhen_seen;

/**
 * Create an empty set.
 *
 * @param[out] out  free with zhen_seen_free()
 * @retval ZHEN_ENOMEM  out of memory
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_seen_new(zhen_seen **out);

/**
 * Check whether an equal or similar pair was added before; if not, add it.
 *
 * @param filter    its thresholds for duplicates and near duplicates
 * @param[out] out  ZHEN_RULE_DUPLICATE with value 0, or
 *                  ZHEN_RULE_NEAR_DUPLICATE with the distance, or none
 * @retval ZHEN_ENOMEM  out of memory; the only failure
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_seen_check(zhen_seen *seen,
                                                const zhen_filter *filter,
                                                zhen_signature signature,
                                                zhen_verdict *out);

/** Free a set; NULL is fine. */
ZHEN_API void zhen_seen_free(zhen_seen *seen);

#ifdef __cplusplus
}
#endif
#endif
