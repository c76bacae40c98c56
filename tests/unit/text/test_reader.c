/* SPDX-License-Identifier: Apache-2.0 */
/* Texts in pieces equal the text read as a whole, wherever they are cut. */
#include "text/text.h"
#include "unit.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ucnv.h>

enum { PIECE = 64 * 1024, ROOM = 4 * 1024 * 1024 };

static const zhen_read_options small = {.struct_size = sizeof small,
                                        .piece = PIECE};

/* The bytes to read. */
typedef struct bytes {
  char *ptr;
  size_t len;
} bytes;

static bytes bytes_new(void)
{
  bytes b = {malloc(ROOM), 0};

  CU_ASSERT_PTR_NOT_NULL_FATAL(b.ptr);
  return b;
}

static void put(bytes *b, const char *s)
{
  size_t len = strlen(s);

  CU_ASSERT_FATAL(b->len + len <= ROOM);
  memcpy(b->ptr + b->len, s, len);
  b->len += len;
}

/*
 * Paragraphs from nothing to more than a piece, and line ends of both kinds. In
 * UTF-16 the letters contain 0x0A, and 00 0A and 0A 00 across two of them.
 */
static bytes make_text(void)
{
  static const char *const parts[] = {
      "他走上山，",    "天黑了。",     "“快回来！”", "一ਅ一ਊ一",
      "Mr. Li left. ", "𠀀字很少见。", "No, ",       "see p. 3.5 there. "};
  bytes b = bytes_new();
  unsigned seed = 1;

  for (unsigned line = 0; b.len < 600 * 1024; line++) {
    unsigned n = line == 40 ? 9000 : line % 50 == 7 ? 700 : line % 9;

    for (unsigned i = 0; i < n; i++) {
      seed = seed * 1103515245 + 12345;
      put(&b, parts[seed >> 16 & 7]);
    }
    put(&b, line % 3 ? "\r\n" : "\n");
  }
  put(&b, "没有换行的结尾");
  return b;
}

static bytes encode(bytes utf8, const char *encoding)
{
  bytes b = bytes_new();
  UErrorCode status = U_ZERO_ERROR;
  int32_t len = ucnv_convert(encoding, "UTF-8", b.ptr, ROOM, utf8.ptr,
                             (int32_t)utf8.len, &status);

  CU_ASSERT_FATAL(U_SUCCESS(status) && len > 0);
  b.len = (size_t)len;
  return b;
}

/* Write `b` to a file and open it. */
static zhen_text_reader *open_bytes(bytes b, const zhen_read_options *options)
{
  char *path = unit_path("pieces.txt");
  zhen_text_reader *reader;

  unit_write(path, b.ptr, b.len);
  CU_ASSERT_EQUAL_FATAL(zhen_text_reader_open(&reader, path, options), ZHEN_OK);
  free(path);
  return reader;
}

/* Read on to the end or a failure; the number of pieces is `*count`. */
static zhen_status read_all(bytes b, const zhen_read_options *options,
                            size_t *count)
{
  zhen_text_reader *reader = open_bytes(b, options);
  zhen_text *text;
  zhen_status st;

  *count = 0;
  while ((st = zhen_text_reader_next(reader, &text)) == ZHEN_OK && text) {
    ++*count;
    zhen_text_free(text);
  }
  CU_ASSERT_PTR_NULL(text);
  zhen_text_reader_close(reader);
  return st;
}

/* The position of the pieces in the whole. */
typedef struct progress {
  zhen_text *whole;
  zhen_sentences *sentences; /* of the whole */
  size_t bytes, count, para, pieces;
} progress;

static bool same_sentences(progress *p, const zhen_text *piece)
{
  zhen_sentences *s;
  size_t para = p->para;
  bool same = true;

  CU_ASSERT_EQUAL_FATAL(zhen_split(&s, zhen_text_str(piece), NULL), ZHEN_OK);
  CU_ASSERT_FATAL(p->count + s->count <= p->sentences->count);
  for (size_t i = 0; i < s->count; i++) {
    const zhen_sentence *a = &s->at[i];
    const zhen_sentence *b = &p->sentences->at[p->count++];

    same =
        same && a->begin + p->bytes == b->begin &&
        a->end + p->bytes == b->end && a->para + para == b->para &&
        a->grade == b->grade &&
        zhen_text_source(piece, a->begin) ==
            zhen_text_source(p->whole, b->begin) &&
        zhen_text_source(piece, a->end) == zhen_text_source(p->whole, b->end);
    p->para = para + a->para + 1;
  }
  zhen_sentences_free(s);
  return same;
}

static void check_piece(progress *p, const zhen_text *piece)
{
  zhen_str all = zhen_text_str(p->whole), part = zhen_text_str(piece);

  CU_ASSERT_FATAL(part.len > 0 && p->bytes + part.len <= all.len);
  CU_ASSERT_EQUAL(memcmp(all.ptr + p->bytes, part.ptr, part.len), 0);
  CU_ASSERT(p->bytes + part.len == all.len || part.ptr[part.len - 1] == '\n');
  CU_ASSERT_EQUAL(zhen_text_source(piece, 0),
                  zhen_text_source(p->whole, p->bytes));
  CU_ASSERT_EQUAL(zhen_text_source(piece, part.len),
                  zhen_text_source(p->whole, p->bytes + part.len));
  CU_ASSERT(same_sentences(p, piece));
  CHECK_CSTR(zhen_text_encoding(piece), zhen_text_encoding(p->whole));
  p->bytes += part.len;
  p->pieces++;
}

/* Read whole and in pieces: the same text, sources and sentences. */
static void check_pieces(bytes b, const char *encoding, size_t least)
{
  char *path = unit_path("pieces.txt");
  zhen_text_reader *reader = open_bytes(b, &small);
  progress p = {0};
  zhen_text *piece;

  CU_ASSERT_EQUAL_FATAL(zhen_text_read(&p.whole, path, NULL), ZHEN_OK);
  CHECK_CSTR(zhen_text_encoding(p.whole), encoding);
  CU_ASSERT_EQUAL_FATAL(zhen_split(&p.sentences, zhen_text_str(p.whole), NULL),
                        ZHEN_OK);
  for (;;) {
    CU_ASSERT_EQUAL_FATAL(zhen_text_reader_next(reader, &piece), ZHEN_OK);
    if (!piece)
      break;
    check_piece(&p, piece);
    zhen_text_free(piece);
  }
  CU_ASSERT_EQUAL(p.bytes, zhen_text_str(p.whole).len);
  CU_ASSERT_EQUAL(p.count, p.sentences->count);
  CU_ASSERT(p.pieces >= least);
  zhen_sentences_free(p.sentences);
  zhen_text_free(p.whole);
  zhen_text_reader_close(reader);
  free(path);
}

static void pieces_of_utf8_are_the_whole(void)
{
  bytes b = make_text();
  bytes marked = bytes_new();

  check_pieces(b, "UTF-8", 8);
  put(&marked, "\xEF\xBB\xBF");
  memcpy(marked.ptr + 3, b.ptr, b.len);
  marked.len += b.len;
  check_pieces(marked, "UTF-8", 8);
  free(marked.ptr);
  free(b.ptr);
}

static void pieces_of_other_encodings_are_the_whole(void)
{
  static const char *const names[][2] = {{"GB18030", "GB18030"},
                                         {"UTF-16LE", "UTF-16LE"},
                                         {"UTF-16BE", "UTF-16BE"},
                                         {"UTF-16LE,version=1", "UTF-16LE"},
                                         {"UTF-16BE,version=1", "UTF-16BE"},
                                         {"UTF-32", "UTF-32LE"}};
  bytes b = make_text();

  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    bytes encoded = encode(b, names[i][0]);

    check_pieces(encoded, names[i][1], 4);
    free(encoded.ptr);
  }
  free(b.ptr);
}

/* A line end anywhere around the end of the first piece. */
static void cuts_at_every_distance(void)
{
  for (size_t before = PIECE - 6; before < PIECE + 6; before++) {
    bytes b = bytes_new();

    while (b.len + 3 <= before)
      put(&b, "猫");
    while (b.len < before)
      put(&b, "a");
    while (b.len < 3 * PIECE)
      put(&b, "\r\n\r\n狗。\r\n一只鸟");
    check_pieces(b, "UTF-8", 3);
    free(b.ptr);
  }
}

static void counts_lines_through_the_pieces(void)
{
  bytes b = bytes_new();
  size_t count;

  while (b.len < 5 * PIECE)
    put(&b, "小猫睡着了。\n"); /* 19 bytes */
  memcpy(b.ptr + 19 * 16000 + 3, "\xFF\xFF\xFF", 3);
  CHECK_FAILS(read_all(b, &small, &count), ZHEN_EINPUT,
              "pieces.txt: line 16001, byte 4: 0xff is not valid UTF-8; set");
  CU_ASSERT_EQUAL(count, 4);
  b.ptr[19 * 15000 + 6] = 0;
  CHECK_FAILS(read_all(b, &small, &count), ZHEN_EINPUT,
              "pieces.txt: line 15001, byte 7: NUL byte");
  free(b.ptr);
}

static void counts_lines_of_gb18030(void)
{
  zhen_read_options named = {
      .struct_size = sizeof named, .encoding = "GBK", .piece = PIECE};
  bytes b = bytes_new();
  size_t count;

  while (b.len < 3 * PIECE)
    put(&b, "\xc3\xf7\xcc\xec\r\n");
  memcpy(b.ptr + 6 * 20000 + 2, "\xFF", 1);
  CHECK_FAILS(read_all(b, &named, &count), ZHEN_EINPUT,
              "pieces.txt: line 20001, byte 3: 0xff is not valid GBK");
  CU_ASSERT_EQUAL(count, 1);
  free(b.ptr);
}

static void finds_the_encoding_out_once_there_is_one(void)
{
  bytes b = bytes_new();
  zhen_text_reader *reader;
  zhen_text *text;
  size_t count;

  while (b.len < 2 * PIECE)
    put(&b, "Plain English comes first.\n");
  while (b.len < 4 * PIECE)
    put(&b, "\xc3\xf7\xcc\xec\xc3\xbb\xd3\xd0\xbf\xce\xa1\xa3\n");
  reader = open_bytes(b, &small);
  CHECK_OK(zhen_text_reader_next(reader, &text));
  CHECK_CSTR(zhen_text_encoding(text), "UTF-8");
  do {
    zhen_text_free(text);
    CHECK_OK(zhen_text_reader_next(reader, &text));
  } while (text && strcmp(zhen_text_encoding(text), "UTF-8") == 0);
  CU_ASSERT_PTR_NOT_NULL_FATAL(text);
  CHECK_CSTR(zhen_text_encoding(text), "GB18030");
  zhen_text_free(text);
  zhen_text_reader_close(reader);
  /* Text that was UTF-8 stays UTF-8. */
  memcpy(b.ptr, "猫", 3);
  CHECK_FAILS(read_all(b, &small, &count), ZHEN_EINPUT,
              "0xc3 is not valid UTF-8");
  free(b.ptr);
}

/* Half of a character, alone above ASCII, could be mistaken for a letter. */
static void half_a_character_says_nothing(void)
{
  bytes b = bytes_new();

  while (b.len < PIECE - 4)
    put(&b, b.len % 64 == 63 ? "\n" : "a");
  put(&b, "caf\xC3\xA9 \xC3\xA9t\xC3\xA9\n");
  while (b.len < 3 * PIECE)
    put(&b, "d\xC3\xA9j\xC3\xA0 vu\n");
  check_pieces(b, "UTF-8", 3);
  free(b.ptr);
}

static void ascii_does_not_become_utf16(void)
{
  bytes b = bytes_new();
  size_t count;

  while (b.len < 2 * PIECE)
    put(&b, b.len % 64 == 63 ? "\n" : "a");
  while (b.len < 3 * PIECE)
    put(&b, "\x0F\x5C\x2B\x73\xB9\x8F\x3F\x62"); /* 小猫边房 */
  CHECK_FAILS(read_all(b, &small, &count), ZHEN_EINPUT,
              "line 2049, byte 5: 0xb9 is not valid UTF-8");
  CU_ASSERT_EQUAL(count, 2);
  free(b.ptr);
}

static void reads_whole_what_cannot_be_cut(void)
{
  zhen_read_options hz = {
      .struct_size = sizeof hz, .encoding = "HZ", .piece = PIECE};
  bytes b = bytes_new();
  zhen_text_reader *reader;
  zhen_text *text;

  while (b.len < 3 * PIECE)
    put(&b, "~{VPND~}\n");
  reader = open_bytes(b, &hz);
  CHECK_OK(zhen_text_reader_next(reader, &text));
  CU_ASSERT_PTR_NOT_NULL_FATAL(text);
  CU_ASSERT_EQUAL(zhen_text_str(text).len, b.len / 9 * 7);
  CU_ASSERT_EQUAL(memcmp(zhen_text_str(text).ptr, "中文\n中文\n", 14), 0);
  zhen_text_free(text);
  CHECK_OK(zhen_text_reader_next(reader, &text));
  CU_ASSERT_PTR_NULL(text);
  zhen_text_reader_close(reader);
  free(b.ptr);
}

static void holds_a_stream_to_its_limits(void)
{
  zhen_read_options few = {
      .struct_size = sizeof few, .max_bytes = 3 * PIECE, .piece = PIECE};
  zhen_read_options narrow = {
      .struct_size = sizeof narrow, .max_line = 2 * PIECE, .piece = PIECE};
  bytes b = bytes_new();
  bytes wide;
  size_t count;

  while (b.len < 8 * PIECE)
    put(&b, "他走上山。\n"); /* 16 bytes */
  CHECK_FAILS(read_all(b, &few, &count), ZHEN_ELIMIT,
              "pieces.txt: over 196608 bytes");
  CU_ASSERT_EQUAL(count, 3);
  for (size_t i = 16 * 1000; i < b.len; i++)
    if (b.ptr[i] == '\n')
      b.ptr[i] = ' ';
  CHECK_FAILS(read_all(b, &narrow, &count), ZHEN_ELIMIT,
              "pieces.txt: line 1001 is longer than 131072 bytes");
  wide = encode(b, "UTF-16LE");
  CHECK_FAILS(read_all(wide, &narrow, &count), ZHEN_ELIMIT,
              "pieces.txt: line 1001 is longer than 131072 bytes");
  free(wide.ptr);
  free(b.ptr);
}

static void refuses_what_turns_out_binary(void)
{
  bytes b = bytes_new();
  size_t count;

  while (b.len < 2 * PIECE)
    put(&b, "A line.\n");
  b.ptr[8 * 10 + 3] = 1;
  while (b.len < 3 * PIECE)
    put(&b, "\1\2\3\4\5\6\7\n");
  CHECK_FAILS(read_all(b, &small, &count), ZHEN_EINPUT,
              "pieces.txt: line 11, byte 4: control character");
  CU_ASSERT_EQUAL(count, 2);
  free(b.ptr);
}

static void gives_an_empty_input_as_one_empty_piece(void)
{
  zhen_text_reader *reader = open_bytes((bytes){"", 0}, NULL);
  zhen_text *text;

  CHECK_OK(zhen_text_reader_next(reader, &text));
  CU_ASSERT_PTR_NOT_NULL_FATAL(text);
  CU_ASSERT_EQUAL(zhen_text_str(text).len, 0);
  CU_ASSERT_EQUAL(zhen_text_source(text, 0), 0);
  zhen_text_free(text);
  for (int i = 0; i < 2; i++) {
    CHECK_OK(zhen_text_reader_next(reader, &text));
    CU_ASSERT_PTR_NULL(text);
  }
  zhen_text_reader_close(reader);
}

static void says_why_it_cannot_open(void)
{
  zhen_read_options none = {.struct_size = sizeof none, .encoding = "klingon"};
  zhen_text_reader *reader;
  char *path = unit_path("nowhere.txt");
  size_t count;

  CHECK_FAILS(zhen_text_reader_open(&reader, path, NULL), ZHEN_EINPUT,
              "nowhere.txt: no such file");
  CU_ASSERT_PTR_NULL(reader);
  CHECK_FAILS(read_all((bytes){"a", 1}, &none, &count), ZHEN_EUSAGE,
              "unknown encoding \"klingon\"");
  free(path);
}

/* As ICU compares them. */
static void names_of_encodings_are_compared_by_letters_and_numbers(void)
{
  static const char *const names[] = {
      "UTF-8",  "utf8",       "UTF_08", "utf 8",   "UTF-80",  "UTF-8x",
      "",       "-",          "GB2312", "gb-2312", "GB02312", "Big5",
      "big-5",  "BIG5-HKSCS", "cp0936", "cp936",   "cp1x0",   "cp10x",
      "cp1x00", "0",          "00",     "0x",      "\xE9"};

  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    for (size_t k = 0; k < sizeof names / sizeof *names; k++)
      CU_ASSERT_EQUAL(encoding_is(names[i], names[k]),
                      ucnv_compareNames(names[i], names[k]) == 0);
}

void suite_reader(void)
{
  CU_pSuite s = unit_suite("reader");

  UNIT_TEST(s, pieces_of_utf8_are_the_whole);
  UNIT_TEST(s, pieces_of_other_encodings_are_the_whole);
  UNIT_TEST(s, cuts_at_every_distance);
  UNIT_TEST(s, counts_lines_through_the_pieces);
  UNIT_TEST(s, counts_lines_of_gb18030);
  UNIT_TEST(s, finds_the_encoding_out_once_there_is_one);
  UNIT_TEST(s, half_a_character_says_nothing);
  UNIT_TEST(s, ascii_does_not_become_utf16);
  UNIT_TEST(s, reads_whole_what_cannot_be_cut);
  UNIT_TEST(s, holds_a_stream_to_its_limits);
  UNIT_TEST(s, refuses_what_turns_out_binary);
  UNIT_TEST(s, gives_an_empty_input_as_one_empty_piece);
  UNIT_TEST(s, says_why_it_cannot_open);
  UNIT_TEST(s, names_of_encodings_are_compared_by_letters_and_numbers);
}
