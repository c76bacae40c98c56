/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes to text: encodings, compressed files, errors, scripts. */
#include "text/utf8.h"
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static zhen_status decode(zhen_text **out, const char *bytes, size_t len)
{
  return zhen_text_decode(out, bytes, len, "x.txt", NULL);
}

/* Decoding gives this text in this encoding. */
static void check_decodes(const char *bytes, size_t len, const char *encoding,
                          const char *want)
{
  zhen_text *text;

  CHECK_OK(decode(&text, bytes, len));
  if (!text)
    return;
  CHECK_CSTR(zhen_text_encoding(text), encoding);
  CHECK_STR(zhen_text_str(text), want);
  zhen_text_free(text);
}
#define CHECK_DECODES(bytes, encoding, want)                                   \
  check_decodes(bytes, sizeof(bytes) - 1, encoding, want)

#define CHECK_BAD(bytes, part)                                                 \
  do {                                                                         \
    zhen_text *bad;                                                            \
    CHECK_FAILS(decode(&bad, bytes, sizeof(bytes) - 1), ZHEN_EINPUT, part);    \
    CU_ASSERT_PTR_NULL(bad);                                                   \
  } while (0)

static void keeps_utf8_and_drops_its_mark(void)
{
  CHECK_DECODES("小猫 sleeps\r\n", "UTF-8", "小猫 sleeps\r\n");
  CHECK_DECODES("\xEF\xBB\xBF小猫", "UTF-8", "小猫");
  CHECK_DECODES("\xEF\xBB\xBF", "UTF-8", "");
  CHECK_DECODES("", "UTF-8", "");
}

static void knows_utf16_with_and_without_mark(void)
{
  CHECK_DECODES("\xFF\xFE\x0F\x5C\x2B\x73", "UTF-16LE", "小猫");
  CHECK_DECODES("\xFE\xFF\x5C\x0F\x73\x2B", "UTF-16BE", "小猫");
  CHECK_DECODES("\x0f\x5c\x2b\x73\x0a\0\x6f\0\x6b\0\x0a\0", "UTF-16LE",
                "小猫\nok\n");
  CHECK_DECODES("\x5c\x0f\x73\x2b\0\x0a\0\x6f\0\x6b\0\x0a", "UTF-16BE",
                "小猫\nok\n");
  CHECK_DECODES("\x01\x80\xba\x4e\x0e\x4e\x77\x6d\xb9\x8f\x84\x76\x0f\x5c\x3f"
                "\x62\x50\x5b",
                "UTF-16LE", "老人与海边的小房子");
}

static void knows_the_chinese_encodings_by_a_headline(void)
{
  CHECK_DECODES("\xba\xd3\xb1\xdf\xd0\xc2\xbf\xaa\xc1\xcb\xd2\xbb\xbc\xd2\xc3"
                "\xe6\xb9\xdd",
                "GB18030", "河边新开了一家面馆");
  CHECK_DECODES("\xaa\x65\xc3\xe4\xb7\x73\xb6\x7d\xa4\x46\xa4\x40\xae\x61\xc4"
                "\xd1\xc0\x5d",
                "Big5", "河邊新開了一家麵館");
  CHECK_DECODES("\xdf\x40\x82\x80\x86\x96\xee\x7d\x9b\x5d\xd3\xd0\xc4\xc7\xfc"
                "\x4e\xba\x86\x86\xce",
                "GB18030", "這個問題沒有那麼簡單");
  CHECK_DECODES("\x95\x32\x82\x36\xd6\xd0\xce\xc4\xb5\xc4\xd7\xd6\xba\xdc\xb6"
                "\xe0",
                "GB18030", "𠀀中文的字很多");
  CHECK_DECODES("\xc3\xf7\xcc\xec\xc3\xbb\xd3\xd0\xbf\xce\xa1\xa3\nNo lessons "
                "tomorrow, the teacher said.\n",
                "GB18030",
                "明天没有课。\nNo lessons tomorrow, the teacher said.\n");
}

/* Few bytes, which fit several encodings, in files that name one. */
static void believes_a_declaration_that_fits(void)
{
  CHECK_DECODES("<?xml version='1.0' encoding = 'Shift_JIS'?><a>\x95\x97</a>",
                "Shift_JIS",
                "<?xml version='1.0' encoding = "
                "'Shift_JIS'?><a>風</a>");
  CHECK_DECODES("<html><meta name=x><META content=\"text/html; charset=big5\">"
                "\xad\xb7",
                "Big5",
                "<html><meta name=x><META content=\"text/html; "
                "charset=big5\">風");
  CHECK_DECODES("msgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; "
                "charset=GBK\\n\"\n# \xef\x4c",
                "GB18030",
                "msgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; "
                "charset=GBK\\n\"\n# 風");
  /* it is UTF-8, Chinese in another encoding, no encoding, prose */
  CHECK_DECODES("<?xml version='1.0' encoding='GBK'?><a>風</a>", "UTF-8",
                "<?xml version='1.0' encoding='GBK'?><a>風</a>");
  CHECK_DECODES("<meta charset=shift_jis>\xba\xd3\xb1\xdf\xd0\xc2\xbf\xaa\xc1"
                "\xcb\xd2\xbb\xbc\xd2\xc3\xe6\xb9\xdd\xb0\xfd",
                "GB18030", "<meta charset=shift_jis>河边新开了一家面馆褒");
  CHECK_BAD("<?xml version='1.0' encoding='CHARSET'?><a>\x89\xc0</a>",
            "0x89 is not valid UTF-8");
  CHECK_DECODES("<?xml version='1.0' encoding='ISO-8859-1'?><a>\x89\xc0</a>",
                "windows-1252",
                "<?xml version='1.0' encoding='ISO-8859-1'?><a>‰À</a>");
  CHECK_BAD("Write encoding='Shift_JIS' or charset=big5: \x89\xc0.",
            "0x89 is not valid UTF-8");
}

static void knows_western_marks(void)
{
  CHECK_DECODES("It\x92s a \x93small\x94 caf\xe9 \x96 closed.\n",
                "windows-1252", "It’s a “small” café – closed.\n");
}

static void names_line_and_byte_of_damaged_utf8(void)
{
  CHECK_BAD("one\n小猫\xFF小狗\n",
            "x.txt: line 2, byte 7: 0xff is not valid UTF-8; set the "
            "right encoding");
  CHECK_BAD("小猫和小狗住在一起\xE5\xB0", "line 1, byte 28: 0xe5");
  /* Neither an accent nor a Han character makes sense of it. */
  CHECK_BAD("A \xE2\x80\x9Cquoted\xE2\x80\x9D word\xC1 here", "not valid");
}

static void refuses_binary_files(void)
{
  CHECK_BAD("ab\ncd\0ef", "line 2, byte 3: NUL byte; this is a binary file");
  CHECK_BAD("\x89PNG\r\n\x1A\n\0\0\0\rIHDR", "x.txt: an image");
  CHECK_BAD("\x7F"
            "ELF\2\1\1\0\0",
            "line 1, byte 8: NUL byte; this is a binary");
  CHECK_BAD("\1\2\3\4\5\6\7\x0E\x0F\x10text", "line 1, byte 1: control");
  CHECK_DECODES("An old text with an end mark.\n\x1A", "UTF-8",
                "An old text with an end mark.\n\x1A");
}

static void obeys_a_named_encoding(void)
{
  zhen_read_options big5 = {.struct_size = sizeof big5, .encoding = "big5"};
  zhen_read_options gb2312 = {.struct_size = sizeof gb2312,
                              .encoding = "gb2312"};
  zhen_read_options none = {.struct_size = sizeof none, .encoding = "klingon"};
  zhen_text *text;

  CHECK_OK(zhen_text_decode(&text, "\xa4\xa4\xa4\xe5", 4, "x", &big5));
  CHECK_STR(zhen_text_str(text), "中文");
  zhen_text_free(text);
  /* Text labeled GB 2312 often has characters of GBK. */
  CHECK_OK(zhen_text_decode(&text, "\xdf\x40", 2, "x", &gb2312));
  CHECK_STR(zhen_text_str(text), "這");
  zhen_text_free(text);
  CHECK_FAILS(zhen_text_decode(&text, "a\nb\xFF", 4, "x", &big5), ZHEN_EINPUT,
              "x: line 2, byte 2: 0xff is not valid big5");
  CHECK_FAILS(zhen_text_decode(&text, "a", 1, "x", &none), ZHEN_EUSAGE,
              "unknown encoding \"klingon\"; use UTF-8");
}

static void leads_back_to_the_input(void)
{
  zhen_text *text;

  CHECK_OK(decode(&text, "\xEF\xBB\xBF猫a", 7));
  CU_ASSERT_EQUAL(zhen_text_source(text, 0), 3);
  CU_ASSERT_EQUAL(zhen_text_source(text, 3), 6);
  CU_ASSERT_EQUAL(zhen_text_source(text, 4), 7);
  zhen_text_free(text);
  CHECK_OK(decode(&text, "\xc3\xf7\xcc\xec ok \xc3\xbb\xd3\xd0", 12));
  CU_ASSERT_EQUAL(zhen_text_source(text, 3), 2);   /* 天 */
  CU_ASSERT_EQUAL(zhen_text_source(text, 6), 4);   /* the blank */
  CU_ASSERT_EQUAL(zhen_text_source(text, 8), 6);   /* k */
  CU_ASSERT_EQUAL(zhen_text_source(text, 13), 10); /* 有 */
  CU_ASSERT_EQUAL(zhen_text_source(text, 16), 12);
  zhen_text_free(text);
}

static void stops_at_the_limits(void)
{
  zhen_read_options few = {.struct_size = sizeof few, .max_bytes = 10};
  zhen_read_options narrow = {.struct_size = sizeof narrow, .max_line = 4};
  zhen_text *text;

  CHECK_OK(zhen_text_decode(&text, "0123456789", 10, "x", &few));
  zhen_text_free(text);
  CHECK_FAILS(zhen_text_decode(&text, "0123456789a", 11, "x", &few),
              ZHEN_ELIMIT, "x: over 10 bytes");
  CHECK_OK(zhen_text_decode(&text, "abcd\nabcd\n", 10, "x", &narrow));
  zhen_text_free(text);
  CHECK_FAILS(zhen_text_decode(&text, "abcd\nabcde", 10, "x", &narrow),
              ZHEN_ELIMIT, "x: line 2 is longer than 4 bytes");
}

static void reads_files_and_says_why_not(void)
{
  char *path = unit_path("cat.txt"), *none = unit_path("none.txt");
  char *dir = unit_path("directory");
  zhen_text *text;

  unit_write(path, "小猫\n", 7);
  CHECK_OK(zhen_text_read(&text, path, NULL));
  CHECK_STR(zhen_text_str(text), "小猫\n");
  CHECK_CSTR(zhen_text_name(text), path);
  zhen_text_free(text);
  CHECK_FAILS(zhen_text_read(&text, none, NULL), ZHEN_EINPUT,
              "none.txt: no such file");
  CU_ASSERT_EQUAL(mkdir(dir, 0700), 0);
  CHECK_FAILS(zhen_text_read(&text, dir, NULL), ZHEN_EINPUT,
              "directory: is a directory");
  free(path);
  free(none);
  free(dir);
}

/*
 * 小猫 and a line feed, compressed with gzip (stored, so that a byte can be
 * changed), xz and zstd.
 */
static const unsigned char gz[] = {
    0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x03,
    0x01, 0x07, 0x00, 0xf8, 0xff, 0xe5, 0xb0, 0x8f, 0xe7, 0x8c,
    0xab, 0x0a, 0xa1, 0x75, 0x29, 0xeb, 0x07, 0x00, 0x00, 0x00};
static const unsigned char xz[] = {
    0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00, 0x00, 0x04, 0xe6, 0xd6, 0xb4,
    0x46, 0x02, 0x00, 0x21, 0x01, 0x16, 0x00, 0x00, 0x00, 0x74, 0x2f,
    0xe5, 0xa3, 0x01, 0x00, 0x06, 0xe5, 0xb0, 0x8f, 0xe7, 0x8c, 0xab,
    0x0a, 0x00, 0x00, 0x48, 0x73, 0x30, 0xd8, 0x26, 0x7c, 0xbd, 0x7b,
    0x00, 0x01, 0x1f, 0x07, 0x16, 0x2e, 0xb8, 0x73, 0x1f, 0xb6, 0xf3,
    0x7d, 0x01, 0x00, 0x00, 0x00, 0x00, 0x04, 0x59, 0x5a};
static const unsigned char zst[] = {0x28, 0xb5, 0x2f, 0xfd, 0x24, 0x07, 0x39,
                                    0x00, 0x00, 0xe5, 0xb0, 0x8f, 0xe7, 0x8c,
                                    0xab, 0x0a, 0x4e, 0xa6, 0x3a, 0x01};

static zhen_status read_bytes(zhen_text **out, const char *name,
                              const void *bytes, size_t len)
{
  char *path = unit_path(name);
  zhen_status st;

  unit_write(path, bytes, len);
  st = zhen_text_read(out, path, NULL);
  free(path);
  return st;
}

static void check_decompresses(const char *name, const void *bytes, size_t len)
{
  zhen_text *text;

  CHECK_OK(read_bytes(&text, name, bytes, len));
  CHECK_STR(zhen_text_str(text), "小猫\n");
  CU_ASSERT_EQUAL(zhen_text_source(text, 7), 7);
  zhen_text_free(text);
  for (size_t cut = 6; cut < len; cut += 5)
    CHECK_FAILS(read_bytes(&text, "cut", bytes, cut), ZHEN_EINPUT,
                "damaged or truncated");
}

static void decompresses_by_content(void)
{
  check_decompresses("a.gz", gz, sizeof gz);
  check_decompresses("b", xz, sizeof xz);
  check_decompresses("c.txt", zst, sizeof zst);
}

static void notices_a_wrong_checksum(void)
{
  unsigned char hurt[sizeof gz];
  unsigned char twice[2 * sizeof gz];
  zhen_text *text;

  memcpy(hurt, gz, sizeof gz);
  hurt[17] ^= 1; /* within the text, still UTF-8 */
  CHECK_FAILS(read_bytes(&text, "hurt.gz", hurt, sizeof hurt), ZHEN_EINPUT,
              "hurt.gz: cannot be decompressed");
  memcpy(twice, gz, sizeof gz);
  memcpy(twice + sizeof gz, gz, sizeof gz);
  CHECK_OK(read_bytes(&text, "twice.gz", twice, sizeof twice));
  CHECK_STR(zhen_text_str(text), "小猫\n小猫\n");
  zhen_text_free(text);
}

static void stops_a_bomb(void)
{
  char *path = unit_path("bomb.gz");
  zhen_read_options few = {.struct_size = sizeof few, .max_bytes = 5};
  zhen_text *text;

  unit_write(path, gz, sizeof gz);
  CHECK_FAILS(zhen_text_read(&text, path, &few), ZHEN_ELIMIT,
              "bomb.gz: over 5 bytes");
  free(path);
}

static void check_refused(char *path, const char *what)
{
  const zhen_read_options regular = {.struct_size = sizeof regular,
                                     .regular = true};
  zhen_text *text;

  CHECK_FAILS(zhen_text_read(&text, path, &regular), ZHEN_EINPUT, what);
}

static void opens_no_pipe_device_or_socket(void)
{
  char *fifo = unit_path("fifo"), *name = unit_path("socket");
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  int fd = socket(AF_UNIX, SOCK_STREAM, 0);

  CU_ASSERT_EQUAL(mkfifo(fifo, 0600), 0);
  check_refused(fifo, "fifo: is a named pipe; a regular file is needed");
  snprintf(address.sun_path, sizeof address.sun_path, "%s", name);
  CU_ASSERT_EQUAL(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
  check_refused(name, "socket: is a socket; a regular file is needed");
  check_refused("/dev/zero",
                "/dev/zero: is a device; a regular file is needed");
  close(fd);
  unlink(name);
  unlink(fifo);
  free(name);
  free(fifo);
}

static void counts_letters_by_script(void)
{
  zhen_scripts n =
      zhen_text_scripts(unit_str("他用 iPad 看《さくら》和 한글, я."));

  CU_ASSERT_EQUAL(n.han, 4);
  CU_ASSERT_EQUAL(n.latin, 4);
  CU_ASSERT_EQUAL(n.kana, 3);
  CU_ASSERT_EQUAL(n.hangul, 2);
  CU_ASSERT_EQUAL(n.other, 1);
}

static void tells_the_language_by_weight(void)
{
  CU_ASSERT_EQUAL(zhen_text_lang(unit_str("我用 Photoshop 修图。")),
                  ZHEN_LANG_ZH);
  CU_ASSERT_EQUAL(zhen_text_lang(unit_str("The firm (公司) is new.")),
                  ZHEN_LANG_EN);
  CU_ASSERT_EQUAL(zhen_text_lang(unit_str("2024-01-02 * * *")), ZHEN_LANG_NONE);
}

static void check_is(const char *s, zhen_lang lang, const char *want)
{
  const char *seems;
  bool right = strcmp(want, lang == ZHEN_LANG_ZH ? "Chinese" : "English") == 0;

  CU_ASSERT_EQUAL(zhen_text_is(unit_str(s), lang, &seems), right);
  CHECK_CSTR(seems, want);
}

static void notices_a_text_of_another_language(void)
{
  check_is("彼は毎日この道を歩いて学校へ行きます。", ZHEN_LANG_ZH, "Japanese");
  check_is("우리는 아침마다 강가를 걷는다.", ZHEN_LANG_ZH, "Korean");
  check_is("Мы идём домой.", ZHEN_LANG_EN, "unknown (other script)");
  check_is("他在《さくら》的歌声里离开了那座小城。", ZHEN_LANG_ZH, "Chinese");
  check_is("她把文件存成 PDF。", ZHEN_LANG_EN, "Chinese");
  check_is("She walked home.", ZHEN_LANG_ZH, "English");
}

static const char german[] =
    "Der alte Mann ging jeden Morgen zum Hafen und sah den Schiffen nach. "
    "Die Kinder kannten ihn, und sie brachten ihm Brot mit. Er war nicht "
    "reich, "
    "aber er hatte ein kleines Haus und einen Hund. Im Winter blieb er zu "
    "Hause, und niemand wusste, was er den ganzen Tag machte.";

static const char finnish[] =
    "Vanha mies käveli joka aamu rantaan. Lapset tunsivat hänet hyvin. He "
    "toivat hänelle leipää ja maitoa. Talo seisoi mäen päällä. Koira nukkui "
    "oven edessä. Talvella satoi paljon lunta. Kukaan ei tiennyt mitä mies "
    "teki. Hän kirjoitti kirjaa merestä. Kirja jäi kesken. Nyt se on museossa. "
    "Matkailijat katsovat sitä mielellään.";

static void knows_english_by_its_small_words(void)
{
  check_is(german, ZHEN_LANG_EN, "German");
  check_is(finnish, ZHEN_LANG_EN, "unknown (Latin script)");
  check_is("The old man walked to the harbour each morning and watched the "
           "ships leave. The children knew him and brought him bread. He was "
           "not rich, but he had a small house and a dog. In winter he stayed "
           "at home, and nobody knew what he did there.",
           ZHEN_LANG_EN, "English");
}

static void does_not_judge_lists(void)
{
  static const char list[] = "apple\npear\nplum\ncherry\nlemon\n";
  char many[20 * sizeof list] = "";
  size_t len = 0;

  for (int i = 0; i < 20; i++, len += sizeof list - 1)
    memcpy(many + len, list, sizeof list);
  check_is(many, ZHEN_LANG_EN, "English");
}

/* Each invalid byte becomes a character, with its position. */
static void what_cannot_be_decoded_is_replaced(void)
{
  static const char bytes[] = "\xEF\xBB\xBF\xE5\xA5\xBD\xFF\0a\xE4\xB8";
  const zhen_read_options repair = {.struct_size = sizeof repair,
                                    .repair = true};
  zhen_text *text;
  zhen_str s;

  CHECK_OK(zhen_text_decode(&text, bytes, sizeof bytes - 1, "x", &repair));
  s = zhen_text_str(text);
  CHECK_STR(s, "\xE5\xA5\xBD\xEF\xBF\xBD\xEF\xBF\xBD"
               "a\xEF\xBF\xBD\xEF\xBF\xBD");
  CU_ASSERT_EQUAL(zhen_text_source(text, 0), 3);
  CU_ASSERT_EQUAL(zhen_text_source(text, 3), 6);
  CU_ASSERT_EQUAL(zhen_text_source(text, 6), 7);
  CU_ASSERT_EQUAL(zhen_text_source(text, 9), 8);
  CU_ASSERT_EQUAL(zhen_text_source(text, 10), 9);
  CU_ASSERT_EQUAL(zhen_text_source(text, s.len), 11);
  zhen_text_free(text);
}

/* The same through a converter: 0xFF is invalid in GB18030. */
static void a_damaged_encoding_is_replaced_too(void)
{
  const zhen_read_options repair = {
      .struct_size = sizeof repair, .encoding = "GB18030", .repair = true};
  zhen_text *text;

  CHECK_OK(zhen_text_decode(&text, "\xBA\xC3\xFF\xB5\xC4", 5, "x", &repair));
  CHECK_STR(zhen_text_str(text), "\xE5\xA5\xBD\xEF\xBF\xBD\xE7\x9A\x84");
  CU_ASSERT_EQUAL(zhen_text_source(text, 3), 2);
  CU_ASSERT_EQUAL(zhen_text_source(text, 6), 3);
  zhen_text_free(text);
}

/* Long texts are checked in blocks: damage at each place, in each way. */
static void finds_each_damaged_byte_of_a_long_text(void)
{
  static const char *const wrong[] = {"\0",       "\x80", "\xC0", "\xE0\x80",
                                      "\xED\xA0", "\xF0", "\xF5", "\xFF"};
  static const char pattern[] = "ab 漁\n"; /* seven bytes */
  char text[280], copy[280];

  for (size_t i = 0; i < sizeof text; i++)
    text[i] = pattern[i % 7];
  CU_ASSERT_EQUAL(utf8_valid((unsigned char *)text, sizeof text), sizeof text);
  for (size_t at = 0; at + 2 < sizeof text; at++)
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
      size_t place = at % 7;
      size_t begin = place == 4 || place == 5 ? at - place + 3 : at;

      if (begin < at && i == 1)
        continue; /* it continues the character */
      memcpy(copy, text, sizeof text);
      memcpy(copy + at, wrong[i], i == 0 ? 1 : strlen(wrong[i]));
      CU_ASSERT_EQUAL(utf8_valid((unsigned char *)copy, sizeof copy), begin);
    }
}

void suite_text(void)
{
  CU_pSuite s = unit_suite("text");

  UNIT_TEST(s, keeps_utf8_and_drops_its_mark);
  UNIT_TEST(s, knows_utf16_with_and_without_mark);
  UNIT_TEST(s, knows_the_chinese_encodings_by_a_headline);
  UNIT_TEST(s, believes_a_declaration_that_fits);
  UNIT_TEST(s, knows_western_marks);
  UNIT_TEST(s, finds_each_damaged_byte_of_a_long_text);
  UNIT_TEST(s, names_line_and_byte_of_damaged_utf8);
  UNIT_TEST(s, refuses_binary_files);
  UNIT_TEST(s, obeys_a_named_encoding);
  UNIT_TEST(s, leads_back_to_the_input);
  UNIT_TEST(s, stops_at_the_limits);
  UNIT_TEST(s, reads_files_and_says_why_not);
  UNIT_TEST(s, decompresses_by_content);
  UNIT_TEST(s, notices_a_wrong_checksum);
  UNIT_TEST(s, stops_a_bomb);
  UNIT_TEST(s, opens_no_pipe_device_or_socket);
  UNIT_TEST(s, counts_letters_by_script);
  UNIT_TEST(s, tells_the_language_by_weight);
  UNIT_TEST(s, notices_a_text_of_another_language);
  UNIT_TEST(s, knows_english_by_its_small_words);
  UNIT_TEST(s, does_not_judge_lists);
  UNIT_TEST(s, what_cannot_be_decoded_is_replaced);
  UNIT_TEST(s, a_damaged_encoding_is_replaced_too);
}
