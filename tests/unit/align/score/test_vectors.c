/* SPDX-License-Identifier: Apache-2.0 */
/* Embeddings: reading them, their scores, and that both computations agree. */
#include "align/score/vectors.h"
#include "tokens/open.h"
#include "unit.h"
#include "unit_lexicon.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- reading ---- */

static size_t put_header(unsigned char *out, unsigned version,
                         const char *header)
{
  size_t len = strlen(header), n = version == 1 ? 10 : 12;

  memcpy(out, "\x93NUMPY", 6);
  out[6] = (unsigned char)version;
  out[7] = 0;
  for (size_t k = 8; k < n; k++)
    out[k] = (unsigned char)(k < 10 ? len >> 8 * (k - 8) : 0);
  memcpy(out + n, header, len);
  return n + len;
}

static zhen_status read_array(zhen_embeddings **out, unsigned version,
                              const char *header, const void *numbers,
                              size_t size)
{
  char *path = unit_path("v.npy");
  unsigned char bytes[4096];
  size_t len = put_header(bytes, version, header);
  zhen_status status;

  memcpy(bytes + len, numbers, size);
  unit_write(path, bytes, len + size);
  status = zhen_embeddings_read(out, path);
  free(path);
  return status;
}

#define F4 "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }\n"
#define F2 "{'descr': '<f2', 'fortran_order': False, 'shape': (2, 3), }\n"

/* 1, -2, .5; 0, 65504, 2^-24 */
static const unsigned char f4[] = {0, 0,    0x80, 0x3F, 0, 0, 0xE0, 0xC0,
                                   0, 0,    0,    0x3F, 0, 0, 0,    0,
                                   0, 0xE0, 0x7F, 0x47, 0, 0, 0x80, 0x33};
static const unsigned char f2[] = {0, 0x3C, 0,    0xC0, 0, 0x38,
                                   0, 0,    0xFF, 0x7B, 1, 0};

static void check_six(zhen_embeddings *v, float second)
{
  const float want[] = {1, second, .5F, 0, 65504, 0x1p-24F};

  CU_ASSERT_EQUAL(v->count, 2);
  CU_ASSERT_EQUAL(v->dim, 3);
  for (size_t k = 0; k < 6; k++)
    CU_ASSERT_EQUAL(v->at[k], want[k]);
  zhen_embeddings_free(v);
}

static void both_types_and_all_versions_are_read(void)
{
  for (unsigned version = 1; version <= 3; version++) {
    zhen_embeddings *v;

    CHECK_OK(read_array(&v, version, F4, f4, sizeof f4));
    check_six(v, -7);
    CHECK_OK(read_array(&v, version, F2, f2, sizeof f2));
    check_six(v, -2);
  }
}

static void other_arrays_are_refused(void)
{
  static const float wrong[6] = {1, 2, 3, INFINITY, 5, 6};
  zhen_embeddings *v;

  CHECK_FAILS(read_array(&v, 4, F4, f4, sizeof f4), ZHEN_EINPUT, "1 to 3");
  CHECK_FAILS(read_array(&v, 1, F4, f4, sizeof f4 - 1), ZHEN_EINPUT,
              "truncated");
  CHECK_FAILS(read_array(&v, 1, F2, f4, sizeof f4), ZHEN_EINPUT, "longer");
  CHECK_FAILS(read_array(&v, 1, F4, wrong, sizeof wrong), ZHEN_EINPUT,
              "row 1: NaN");
  CHECK_FAILS(
      read_array(&v, 1,
                 "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3)}",
                 f4, sizeof f4),
      ZHEN_EINPUT, "'<f8'");
  CHECK_FAILS(
      read_array(&v, 1,
                 "{'descr': '<f4', 'fortran_order': True, 'shape': (2, 3)}", f4,
                 sizeof f4),
      ZHEN_EINPUT, "Fortran");
  CHECK_FAILS(
      read_array(&v, 1,
                 "{'descr': '<f4', 'fortran_order': False, 'shape': (6,)}", f4,
                 sizeof f4),
      ZHEN_EINPUT, "two-dimensional");
  CHECK_FAILS(read_array(&v, 1,
                         "{'descr': '<f4', 'fortran_order': False, 'shape'", f4,
                         sizeof f4),
              ZHEN_EINPUT, "two-dimensional");
  CHECK_FAILS(zhen_embeddings_read(&v, "nowhere.npy"), ZHEN_EINPUT,
              "nowhere.npy");
}

/* ---- of sentences ---- */

static zhen_status read_for(zhen_embeddings **out, const char *text,
                            const void *bytes, size_t size, const char *lines)
{
  char *path = unit_path("raw.emb"), *of = unit_path("lines");
  zhen_sentences *s;
  zhen_status status;

  CHECK_OK(zhen_split_lines(&s, unit_str(text)));
  unit_write(path, bytes, size);
  if (lines)
    unit_write(of, lines, strlen(lines));
  status = zhen_embeddings_read_for(out, path, s, lines ? of : NULL);
  zhen_sentences_free(s);
  free(path);
  free(of);
  return status;
}

static void raw_numbers_have_the_dimension_of_their_size(void)
{
  zhen_embeddings *v;

  CHECK_OK(read_for(&v, "a\nb\n", f4, sizeof f4, NULL));
  check_six(v, -7);
  CHECK_FAILS(read_for(&v, "a\nb\nc\nd\n", f4, sizeof f4, NULL), ZHEN_EINPUT,
              "for 4 sentences (24 bytes)");
  CHECK_FAILS(read_for(&v, "a\nb\n", f4, 0, NULL), ZHEN_EINPUT, "0 bytes");
}

static void sentences_have_the_rows_of_their_lines(void)
{
  zhen_embeddings *v;

  CHECK_OK(read_for(&v, "b\n\na \nb\n", f4, sizeof f4, "x\n a\nb\n"));
  CU_ASSERT_EQUAL(v->count, 4);
  CU_ASSERT_EQUAL(v->dim, 2);
  CU_ASSERT_EQUAL(v->at[0], 65504); /* the third row */
  CU_ASSERT_EQUAL(v->at[2], 0);     /* an empty line without one */
  CU_ASSERT_EQUAL(v->at[4], .5F);
  CU_ASSERT_EQUAL(v->at[6], 65504);
  zhen_embeddings_free(v);
  CHECK_OK(read_for(&v, "\nx\n", f4, sizeof f4, "x\nBLANK_LINE\n"));
  CU_ASSERT_EQUAL(v->dim, 3);
  CU_ASSERT_EQUAL(v->at[1], 65504);
  zhen_embeddings_free(v);
  CHECK_FAILS(read_for(&v, "x\ny\n", f4, sizeof f4, "x\nz\n"), ZHEN_EINPUT,
              "sentence 2");
}

/* vecalign cuts its lines after 10,000 characters. */
static void long_sentences_have_short_lines(void)
{
  static const char han[] = "一";
  char text[30100], line[30100];
  zhen_embeddings *v;
  size_t n = 0;

  for (int k = 0; k < 10010; k++, n += 3)
    memcpy(text + n, han, 3);
  text[n] = '\0';
  memcpy(line, text, 30000);
  line[30000] = '\0';
  CHECK_OK(read_for(&v, text, f4, sizeof f4, line));
  CU_ASSERT_EQUAL(v->dim, 6);
  zhen_embeddings_free(v);
}

/* ---- aligning ---- */

enum { N = 12, DIM = 16, ROOM = 4096 };

/* Sentences of invented words of one length: only vectors distinguish them. */
static zhen_sentences *invented(char text[ROOM], const char *word,
                                const char *end, size_t n)
{
  size_t len = 0;
  zhen_sentences *s;

  for (size_t i = 0; i < n; i++)
    len += (size_t)snprintf(text + len, ROOM - len, "%s%s\n", word, end);
  CHECK_OK(zhen_split_lines(&s, (zhen_str){text, len}));
  return s;
}

static char zh_text[ROOM], en_text[ROOM];

static float noise(unsigned *seed)
{
  *seed = *seed * 1103515245 + 12345;
  return (float)(*seed >> 16 & 0x7FFF) / 16384 - 1;
}

/* English sentence k is Chinese k, but sentence `added` is unaligned. */
static void make_vectors(float *zh, float *en, size_t added)
{
  unsigned seed = 3;

  for (size_t k = 0; k < N * DIM; k++)
    zh[k] = noise(&seed);
  for (size_t j = 0; j < N + 1; j++)
    for (size_t k = 0; k < DIM; k++)
      en[j * DIM + k] = j == added ? noise(&seed)
                                   : zh[(j > added ? j - 1 : j) * DIM + k] +
                                         .2F * noise(&seed);
}

static void vectors_find_what_words_do_not(void)
{
  static float zh[N * DIM], en[(N + 1) * DIM];
  zhen_embeddings zv = {zh, N, DIM}, ev = {en, N + 1, DIM};
  zhen_align_options how = {
      .struct_size = sizeof how, .zh_embeddings = &zv, .en_embeddings = &ev};
  zhen_sentences *a = invented(zh_text, "嘎嘣呱唧扑腾，吱扭扑腾呱唧", "。", N);
  zhen_sentences *b =
      invented(en_text, "Blorp snarked vubble grimped", ".", N + 1);

  for (size_t added = 2; added < N; added += 3) {
    zhen_alignment *found;
    const zhen_bead *at;
    size_t count, right = 0;

    make_vectors(zh, en, added);
    CHECK_OK(zhen_align(&found, unit_default_lexicon(), a, b, &how));
    at = zhen_alignment_beads(found, &count);
    for (size_t k = 0; k < count; k++)
      right +=
          at[k].zh_end == at[k].zh_begin + 1 &&
          at[k].en_end == at[k].en_begin + 1 &&
          at[k].en_begin == at[k].zh_begin + (at[k].zh_begin >= added ? 1 : 0);
    CU_ASSERT_TRUE(right >= N - 1);
    zhen_alignment_free(found);
  }
  zhen_sentences_free(a);
  zhen_sentences_free(b);
}

static void wrong_counts_are_refused(void)
{
  static float some[4 * DIM];
  zhen_embeddings three = {some, 3, DIM}, four = {some, 4, DIM};
  zhen_embeddings narrow = {some, 4, DIM / 2};
  zhen_align_options how = {.struct_size = sizeof how, .zh_embeddings = &three};
  zhen_sentences *a = invented(zh_text, "嘎嘣呱唧", "。", 3);
  zhen_sentences *b = invented(en_text, "Blorp", ".", 4);
  zhen_alignment *none;

  CHECK_FAILS(zhen_align(&none, unit_default_lexicon(), a, b, &how),
              ZHEN_EUSAGE, "for one side only");
  how.en_embeddings = &three;
  CHECK_FAILS(zhen_align(&none, unit_default_lexicon(), a, b, &how),
              ZHEN_EUSAGE, "3 embeddings for 4 English");
  how.en_embeddings = &narrow;
  CHECK_FAILS(zhen_align(&none, unit_default_lexicon(), a, b, &how),
              ZHEN_EUSAGE, "16 dimensions");
  how.zh_embeddings = how.en_embeddings = &four;
  CHECK_FAILS(zhen_align(&none, unit_default_lexicon(), a, b, &how),
              ZHEN_EUSAGE, "4 embeddings for 3 Chinese");
  how.zh_embeddings = &three;
  some[2 * DIM + 1] = INFINITY;
  CHECK_FAILS(zhen_align(&none, unit_default_lexicon(), a, b, &how),
              ZHEN_EUSAGE, "Chinese sentence 2 has a number");
  zhen_sentences_free(a);
  zhen_sentences_free(b);
}

/* The tables of the search equal the term of each bead computed directly. */
static void tables_are_the_term(void)
{
  static float zh[N * DIM], en[(N + 1) * DIM];
  zhen_embeddings zv = {zh, N, DIM}, ev = {en, N + 1, DIM};
  zhen_sentences *a = invented(zh_text, "嘎嘣呱唧扑腾，吱扭扑腾呱唧", "。", N);
  zhen_sentences *b =
      invented(en_text, "Blorp snarked vubble grimped", ".", N + 1);
  document d;
  vectors *v;
  align_input in = {.d = &d};
  corridor c = {0};
  vector_rows r = {.sum = NULL};

  make_vectors(zh, en, 5);
  CHECK_OK(document_open(&d, unit_default_lexicon(), a, b, NULL));
  CHECK_OK(vectors_open(&v, &d, &zv, &ev));
  CHECK_OK(corridor_open_all(&c, &d));
  v->slope = 3;
  v->middle = .4;
  v->most = 8;
  in.vectors = v;
  CU_ASSERT_EQUAL(d.zh.n_units, 2 * N);
  for (uint32_t i = 1; i <= d.zh.n_units; i++) {
    uint32_t most = i < 6 ? i : 6;

    CHECK_OK(vector_rows_go(&r, &in, &c, i, most));
    for (uint32_t x = 1; x <= most; x++)
      for (uint32_t y = 1; y <= 4; y++) {
        float scores[N + 2] = {0};

        vector_rows_add(&r, &in, i, x, y, y, N + 2, scores);
        for (uint32_t j = y; j <= N + 1; j++)
          CU_ASSERT_DOUBLE_EQUAL((double)scores[j - y],
                                 vectors_term(v, i - x, i, j - y, j), 1e-4);
      }
  }
  vector_rows_dispose(&r);
  corridor_dispose(&c);
  vectors_free(v);
  document_close(&d);
  zhen_sentences_free(a);
  zhen_sentences_free(b);
}

void suite_vectors(void)
{
  CU_pSuite s = unit_suite("vectors");

  UNIT_TEST(s, both_types_and_all_versions_are_read);
  UNIT_TEST(s, other_arrays_are_refused);
  UNIT_TEST(s, raw_numbers_have_the_dimension_of_their_size);
  UNIT_TEST(s, sentences_have_the_rows_of_their_lines);
  UNIT_TEST(s, long_sentences_have_short_lines);
  UNIT_TEST(s, vectors_find_what_words_do_not);
  UNIT_TEST(s, wrong_counts_are_refused);
  UNIT_TEST(s, tables_are_the_term);
}
