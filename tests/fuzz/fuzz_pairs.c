/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes as a parallel file of each format, through the rules and the
 * scorer: every pair is valid UTF-8, and every value a number. A copy of which
 * nothing is dropped has the same bytes.
 */
#include "fuzz.h"
#include "text/utf8.h"

#include <fcntl.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <zhen/zhen.h>

static void check_text(zhen_str s)
{
  REQUIRE(s.len == 0 ||
          utf8_valid((const unsigned char *)s.ptr, s.len) == s.len);
}

static void check_rules(const zhen_filter *f, const zhen_pair *pair)
{
  zhen_verdict v;

  for (unsigned i = ZHEN_RULE_NONE + 1; i < ZHEN_RULE_DUPLICATE; i++) {
    double value = zhen_filter_value(f, pair, (zhen_rule)i);

    REQUIRE(isnan(value) || (value >= 0 && isfinite(value)));
  }
  REQUIRE(zhen_filter_check(f, pair, &v) == (v.rule == ZHEN_RULE_NONE));
  REQUIRE(zhen_pair_signature(pair).exact == zhen_pair_signature(pair).exact);
}

static void check_score(const zhen_pair *pair)
{
  static zhen_scorer *scorer;
  static zhen_lexicon *lexicon;
  zhen_pair_score score;

  if (!scorer) {
    REQUIRE(zhen_lexicon_open_default(&lexicon) == ZHEN_OK);
    REQUIRE(zhen_scorer_open(&scorer, lexicon, NULL) == ZHEN_OK);
  }
  REQUIRE(zhen_score_pairs(scorer, pair, 1, 1, &score) == ZHEN_OK);
  REQUIRE(score.probability >= 0 && score.probability <= 1);
  REQUIRE(score.matched_zh >= 0 && score.matched_zh <= 1);
  REQUIRE(score.matched_en >= 0 && score.matched_en <= 1);
  REQUIRE(isfinite(score.length_z));
  check_text(score.unmatched_zh);
  check_text(score.unmatched_en);
  check_text(score.number_zh);
  check_text(score.number_en);
  check_text(score.name_en);
}

/* Read all pairs of a file; how many there are. */
static size_t read_all(const char *path, zhen_format format,
                       const zhen_filter *f)
{
  const zhen_pairs_options how = {
      .struct_size = sizeof how, .format = format, .skip_malformed = true};
  const zhen_pair_row *row;
  zhen_pairs *pairs;
  zhen_status status = zhen_pairs_open(&pairs, &path, 1, &how);
  size_t n = 0;

  REQUIRE(status != ZHEN_EUSAGE);
  if (status != ZHEN_OK)
    return 0;
  while (zhen_pairs_next(pairs, &row) == ZHEN_OK && row) {
    check_text(row->pair.zh);
    check_text(row->pair.en);
    REQUIRE(row->pair.score <= 1 && row->line > 0);
    check_rules(f, &row->pair);
    check_score(&row->pair);
    n++;
  }
  zhen_pairs_close(pairs);
  return n;
}

/* Copy a file as it is; false if it cannot be read to its end. */
static bool copy(const char *path, const char *target, zhen_format format)
{
  const zhen_pairs_options how = {.struct_size = sizeof how, .format = format};
  const zhen_filter_stream_options one = {.struct_size = sizeof one,
                                          .threads = 1};
  zhen_filter_stream_counts counts;
  zhen_pairs_writer *out = NULL;
  zhen_filter *none;
  zhen_pairs *in;
  bool copied = false;

  REQUIRE(zhen_filter_new(&none) == ZHEN_OK);
  for (unsigned i = ZHEN_RULE_NONE + 1; i < ZHEN_RULES; i++)
    zhen_filter_set(none, (zhen_rule)i, NAN);
  if (zhen_pairs_open(&in, &path, 1, &how) == ZHEN_OK) {
    copied = zhen_pairs_can_copy(in) &&
             zhen_pairs_copy(&out, target, in) == ZHEN_OK &&
             zhen_filter_stream(none, in, out, &one, &counts) == ZHEN_OK;
    if (copied)
      REQUIRE(zhen_pairs_commit(out) == ZHEN_OK);
    else
      zhen_pairs_abandon(out);
    zhen_pairs_close(in);
  }
  zhen_filter_free(none);
  return copied;
}

static bool is_compressed(const uint8_t *bytes, size_t len)
{
  return len > 3 && (memcmp(bytes, "\x1F\x8B", 2) == 0 ||
                     memcmp(bytes, "\x28\xB5\x2F\xFD", 4) == 0 ||
                     memcmp(bytes, "\xFD\x37\x7A\x58", 4) == 0);
}

/* The copy of what is compressed is what it was before. */
static void check_copy(int fd, const char *path, zhen_format format,
                       const uint8_t *bytes, size_t len)
{
  char target[] = "/tmp/zhen-fuzz-XXXXXX", *got = malloc(len + 1);
  int to = mkstemp(target);

  REQUIRE(to >= 0 && got);
  close(to);
  REQUIRE(lseek(fd, 0, SEEK_SET) == 0);
  if (copy(path, target, format) && !is_compressed(bytes, len)) {
    to = open(target, O_RDONLY | O_CLOEXEC);
    REQUIRE(to >= 0 && read(to, got, len + 1) == (ssize_t)len);
    REQUIRE(memcmp(got, bytes, len) == 0);
    close(to);
  }
  unlink(target);
  free(got);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
  static const zhen_format formats[] = {ZHEN_FORMAT_AUTO,  ZHEN_FORMAT_TSV,
                                        ZHEN_FORMAT_JSONL, ZHEN_FORMAT_TMX,
                                        ZHEN_FORMAT_PO,    ZHEN_FORMAT_CSV};
  char path[64];
  zhen_filter *f;
  int fd = memfd_create("fuzz", MFD_CLOEXEC);

  REQUIRE(fd >= 0 && zhen_filter_new(&f) == ZHEN_OK);
  REQUIRE(write(fd, bytes, len) == (ssize_t)len);
  snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
  for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
    REQUIRE(lseek(fd, 0, SEEK_SET) == 0);
    read_all(path, formats[i], f);
    check_copy(fd, path, formats[i], bytes, len);
  }
  zhen_filter_free(f);
  close(fd);
  return 0;
}
