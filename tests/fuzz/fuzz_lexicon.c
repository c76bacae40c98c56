/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes as a lexicon: refused, or every lookup in it ends, inside it. What
 * the fuzzer changes gets a digest that fits, or nothing would come past that.
 */
#include "fuzz.h"
#include "lexicon/lexicon.h"
#include "lexicon/word_pairs.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xxhash.h>
#include <zhen/zhen.h>

static const char zh_text[] = "漁港的燈亮了。船長看見了港口，他走到燈塔去。";
static const char en_text[] =
    "The lights of Yugang harbour are lit. Captain Chuan saw the port and "
    "walked to the lighthouse.";

static void look_up(const zhen_lexicon *x, zhen_str text)
{
  zhen_lexicon_translation found[4];
  const uint8_t *pairs, *end;

  for (size_t at = 0; at < text.len; at++) {
    zhen_str rest = {text.ptr + at, text.len - at};
    size_t len = lexicon_longest(x, rest, &pairs, &end);
    uint32_t stem = 0;
    uint8_t weight;

    REQUIRE(len <= rest.len);
    while (len > 0 && lexicon_pair(&pairs, end, &stem, &weight))
      REQUIRE(stem < x->en.count);
    zhen_lexicon_translations(x, (zhen_str){rest.ptr, len}, found, 4);
    lexicon_stem(x, rest);
    len = lexicon_longest_phrase(x, rest, &pairs, &end);
    REQUIRE(len <= rest.len);
    stem = 0;
    while (len > 0 && lexicon_near(&pairs, end, &stem, &weight))
      REQUIRE(stem < x->en.count);
  }
}

static void check_stems(const zhen_lexicon *x)
{
  char text[WORD_MAX + 1];

  for (uint32_t i = 0; i < x->en.count; i++) {
    lexicon_stem_text(x, i, text);
    REQUIRE(lexicon_stem(x, (zhen_str){text, strlen(text)}) == i);
  }
}

static void check_characters(const zhen_lexicon *x)
{
  const char *readings[READINGS_MAX], *syllable;

  for (uint32_t rune = 0x3400; rune < 0xA000; rune++) {
    size_t n = lexicon_readings(x, rune, readings);

    for (size_t i = 0; i < n; i++)
      REQUIRE(strlen(readings[i]) < SYLLABLE_BYTES);
    REQUIRE(lexicon_fold(x, rune) <= 0xFFFF);
  }
  for (size_t i = 0; (syllable = lexicon_syllable(x, i)) != NULL; i++)
    REQUIRE(strlen(syllable) < SYLLABLE_BYTES);
}

/* All that training goes on from. */
static void check_pairs(const zhen_lexicon *x)
{
  word_pairs pairs = {0};

  REQUIRE(word_pairs_read(&pairs, x) == ZHEN_OK);
  REQUIRE(pairs.count == zhen_lexicon_inspect(x).pairs);
  for (size_t i = 0; i < pairs.count; i++)
    look_up(x, (zhen_str){pairs.at[i].head, strlen(pairs.at[i].head)});
  word_pairs_dispose(&pairs);
}

static void check_align(const zhen_lexicon *x)
{
  zhen_sentences *zh, *en;
  zhen_alignment *alignment;

  REQUIRE(zhen_split(&zh, (zhen_str){zh_text, sizeof zh_text - 1}, NULL) ==
          ZHEN_OK);
  REQUIRE(zhen_split(&en, (zhen_str){en_text, sizeof en_text - 1}, NULL) ==
          ZHEN_OK);
  if (zhen_align(&alignment, x, zh, en, NULL) == ZHEN_OK)
    zhen_alignment_free(alignment);
  zhen_sentences_free(zh);
  zhen_sentences_free(en);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
  char path[64];
  zhen_lexicon *x;
  int fd = memfd_create("fuzz", MFD_CLOEXEC);

  REQUIRE(fd >= 0 && write(fd, bytes, len) == (ssize_t)len);
  snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
  if (zhen_lexicon_open(&x, path) != ZHEN_OK) {
    REQUIRE(!x && zhen_error_last()[0]);
  } else {
    look_up(x, (zhen_str){zh_text, sizeof zh_text - 1});
    check_stems(x);
    check_characters(x);
    check_pairs(x);
    check_align(x);
    zhen_lexicon_close(x);
  }
  close(fd);
  return 0;
}

#ifdef ZHEN_FUZZ
size_t LLVMFuzzerMutate(uint8_t *bytes, size_t len, size_t room);
size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t len, size_t room,
                               unsigned seed);

static void put32(uint8_t *at, uint64_t value)
{
  for (int k = 0; k < 4; k++)
    at[k] = (uint8_t)(value >> 8 * k);
}

/* A field of the header a little more or less, or anything else. */
static size_t mutate(uint8_t *bytes, size_t len, size_t room, unsigned seed)
{
  uint8_t *field =
      bytes + MAGIC_BYTES +
      (size_t)4 * (FIELD_FOLDS + seed / 8 % (HEADER_FIELDS - FIELD_FOLDS));

  if (len < HEADER_BYTES || seed % 4 != 0)
    return LLVMFuzzerMutate(bytes, len, room);
  put32(field, load32(field) + (uint32_t)(seed >> 8) % 17 - 8);
  return len;
}

size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t len, size_t room,
                               unsigned seed)
{
  size_t n = mutate(bytes, len, room, seed);

  if (n < HEADER_BYTES)
    return n;
  memcpy(bytes, seed % 16 ? LEXICON_MAGIC : LEXICON_MAGIC_1, MAGIC_BYTES);
  put32(bytes + MAGIC_BYTES + (size_t)4 * FIELD_SIZE, n);
  put32(bytes + MAGIC_BYTES + (size_t)4 * FIELD_CHECK,
        XXH3_64bits(bytes + CHECKED_AT, n - CHECKED_AT));
  return n;
}
#endif
