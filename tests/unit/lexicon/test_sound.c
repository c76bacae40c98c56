/* SPDX-License-Identifier: Apache-2.0 */
/* Foreign names by sound: the sounds, their distance, and in a document. */
#include "tokens/open.h"
#include "lexicon/sound.h"
#include "text/utf8.h"
#include "unit.h"
#include "unit_lexicon.h"

#include <stdio.h>
#include <string.h>

static sound sound_of_han(const char *text)
{
  zhen_str s = unit_str(text);
  sound out = {.n = 0};

  for (size_t at = 0; at < s.len;)
    CU_ASSERT(sound_add_han(&out, utf8_next(s, &at)));
  return out;
}

static void check_sounds(const sound *s, const char *expected)
{
  char text[SOUND_MAX + 1] = {0};

  memcpy(text, s->at, s->n);
  CHECK_CSTR(text, expected);
}

/* The distance, or the minimum of a column above `limit`. */
static double whole_distance(const sound *name, const sound *han, double limit)
{
  sound_costs costs = {.known = {{false}}};
  sound_column column = sound_column_begin(han);

  for (size_t j = 0; j < name->n; j++) {
    sound_column next;
    double best = sound_column_next(&next, &column, name->at[j], han, &costs);

    if (best > limit)
      return best;
    column = next;
  }
  return column.at[han->n];
}

/* The distance per consonant of the name. */
static double distance(const char *name, const char *han)
{
  sound a = sound_of_name(name), b = sound_of_han(han);

  CU_ASSERT_FATAL(a.n_consonants > 0);
  return whole_distance(&a, &b, 100) / (double)a.n_consonants;
}

static void sounds_of_names(void)
{
  static const char *const cases[][2] = {
      {"trump", "trump"},     {"clinton", "klintun"}, {"mubarak", "muparak"},
      {"philippa", "filipa"}, {"schultz", "suLs"},    {"knox", "nuks"},
      {"wright", "rit"},      {"xavier", "saviR"},    {"hannah", "hana"},
      {"browning", "prunin"}, {"blake", "plake"},     {"yusuf", "yusuf"},
      {"george", "giuRge"},   {"cecily", "sisili"},   {"queens", "kuins"}};

  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    sound s = sound_of_name(cases[i][0]);

    check_sounds(&s, cases[i][1]);
  }
}

static void no_sounds(void)
{
  sound s = {.n = 0};

  CU_ASSERT_EQUAL(sound_of_name("").n, 0);
  CU_ASSERT_EQUAL(sound_of_name("b2b").n, 0);
  CU_ASSERT_EQUAL(sound_of_name("caf\xC3\xA9").n, 0);
  CU_ASSERT_EQUAL(sound_of_name("taumatawhakatangihangakoauauotamatea").n, 0);
  CU_ASSERT(!sound_add_han(&s, 0x7684)); /* 的 */
  CU_ASSERT(!sound_add_han(&s, 'a'));
  CU_ASSERT_EQUAL(s.n, 0);
  for (int i = 0; i < SOUND_MAX / 4; i++)
    CU_ASSERT(sound_add_han(&s, 0x5179) && sound_add_han(&s, 0x5179));
  CU_ASSERT(!sound_add_han(&s, 0x5179)); /* 兹: it is full */
  CU_ASSERT_EQUAL(s.n, SOUND_MAX);
}

/* The sounds of single characters, from the whole table. */
static void sounds_of_han(void)
{
  static const char *const cases[][2] = {
      {"丁", "tiN"}, {"乔", "jau"}, {"伊", "i"},  {"克", "ke"}, {"尔", "R"},
      {"斯", "se"},  {"朗", "laN"}, {"瑞", "ri"}, {"维", "wi"}, {"西", "xi"},
      {"阿", "a"},   {"黛", "tai"}, {"默", "me"}, {"齐", "ji"}};

  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    sound s = sound_of_han(cases[i][0]);

    check_sounds(&s, cases[i][1]);
  }
}

static void near_names(void)
{
  static const char *const cases[][2] = {
      {"trump", "特朗普"},        {"clinton", "克林顿"},
      {"mubarak", "穆巴拉克"},    {"obama", "奥巴马"},
      {"kissinger", "基辛格"},    {"smith", "史密斯"},
      {"washington", "华盛顿"},   {"jackson", "杰克逊"},
      {"ronaldo", "罗纳尔多"},    {"charles", "查尔斯"},
      {"manchester", "曼彻斯特"}, {"christopher", "克里斯托弗"}};

  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
    CU_ASSERT(distance(cases[i][0], cases[i][1]) < .13);
}

static void far_names(void)
{
  static const char *const cases[][2] = {
      {"trump", "克林顿"}, {"clinton", "特朗普"}, {"ford", "福斯"},
      {"obama", "阿巴斯"}, {"liam", "瑞安"},      {"paris", "马里"},
      {"boris", "鲍威尔"}, {"dallas", "达芬"}};

  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
    CU_ASSERT(distance(cases[i][0], cases[i][1]) > .13);
}

static void limits(void)
{
  sound name = sound_of_name("clinton"), same = sound_of_han("克林顿");
  sound other = sound_of_han("马拉多纳"), none = {.n = 0};
  double whole = whole_distance(&name, &same, 100);

  CU_ASSERT_DOUBLE_EQUAL(whole_distance(&name, &same, whole), whole, 1e-9);
  CU_ASSERT(whole_distance(&name, &other, .5) > .5);
  CU_ASSERT(whole_distance(&name, &none, 100) > 4);
  CU_ASSERT(sound_begins_like(&name, &same));
  CU_ASSERT(!sound_begins_like(&name, &other));
  CU_ASSERT(!sound_begins_like(&name, &none));
}

/* ---- in a document ---- */

/* Does the document read `form` in the Chinese text, and as that word? */
static bool is_found(const document *d, const char *form)
{
  char key[64];
  uint32_t type;

  snprintf(key, sizeof key, "=%s", form);
  type = interner_find(&d->zh.names, unit_str(key));
  if (type == INTERNER_NONE)
    return false;
  CU_ASSERT_EQUAL(d->zh.types[type].kind, TOKEN_NAME);
  CU_ASSERT_EQUAL(d->edges.n, d->zh.n_types);
  CU_ASSERT_EQUAL(d->edges.first[type + 1], d->edges.first[type] + 1);
  CHECK_CSTR(d->en.types[d->edges.at[d->edges.first[type]]].form, form);
  return true;
}

/* Units of the Chinese text that contain the name. */
static uint32_t count_units(const document *d, const char *form)
{
  char key[64];
  uint32_t type, n = 0;

  snprintf(key, sizeof key, "=%s", form);
  type = interner_find(&d->zh.names, unit_str(key));
  for (uint32_t u = 0; u < d->zh.n_units; u++)
    for (uint32_t k = d->zh.tokens.first[u]; k < d->zh.tokens.first[u + 1]; k++)
      n += d->zh.tokens.at[k] == type;
  return n;
}

static void open_document(document *d, const char *zh, const char *en)
{
  zhen_sentences *zh_lines, *en_lines;

  CHECK_OK(zhen_split_lines(&zh_lines, unit_str(zh)));
  CHECK_OK(zhen_split_lines(&en_lines, unit_str(en)));
  CHECK_OK(document_open(d, unit_default_lexicon(), zh_lines, en_lines, NULL));
  zhen_sentences_free(zh_lines);
  zhen_sentences_free(en_lines);
}

static void finds_names(void)
{
  document d;

  open_document(&d,
                "船长特尔弗顿昨天离开了港口。\n"
                "他的妹妹布兰妮卡在信中说，特尔弗顿不会回来。\n"
                "老板莫林斯基读了信，布兰妮卡哭了。\n",
                "Yesterday Captain Telverton left the harbour.\n"
                "His sister Brannica wrote that Telverton would not return.\n"
                "The owner, Morinski, read it, and then Brannica wept.\n");
  CU_ASSERT(is_found(&d, "telverton"));
  CU_ASSERT(is_found(&d, "brannica"));
  CU_ASSERT(is_found(&d, "morinski"));
  CU_ASSERT(!is_found(&d, "captain"));
  CU_ASSERT_EQUAL(count_units(&d, "telverton"), 2);
  CU_ASSERT_EQUAL(count_units(&d, "brannica"), 2);
  CU_ASSERT_EQUAL(count_units(&d, "morinski"), 1);
  document_close(&d);
}

static void reads_traditional(void)
{
  document d;

  open_document(&d, "船長特爾弗頓離開了。\n", "Then Captain Telverton left.\n");
  CU_ASSERT(is_found(&d, "telverton"));
  document_close(&d);
}

/* Words in lower case, known names and parts of longer ones are ignored. */
static void leaves_others(void)
{
  document d;

  open_document(&d,
                "特尔弗顿见到了克林顿。\n"
                "莫林斯基在华盛顿。\n",
                "There Telverton met Clinton and Elverton.\n"
                "In Washington a morinski is a Morinski.\n");
  CU_ASSERT(is_found(&d, "telverton"));
  CU_ASSERT(!is_found(&d, "elverton"));
  CU_ASSERT(!is_found(&d, "clinton"));
  CU_ASSERT(!is_found(&d, "washington"));
  CU_ASSERT(!is_found(&d, "morinski"));
  document_close(&d);
}

/* A rendering that occurs all over a text is not that of a rare name. */
static void wants_like_counts(void)
{
  document d;

  open_document(&d,
                "特尔弗顿来了。\n特尔弗顿走了。\n特尔弗顿笑了。\n"
                "特尔弗顿哭了。\n特尔弗顿说话。\n特尔弗顿唱歌。\n",
                "The man Telverton came.\nHe left.\nHe laughed.\n"
                "He wept.\nHe spoke.\nHe sang.\n");
  CU_ASSERT(!is_found(&d, "telverton"));
  document_close(&d);
}

void suite_sound(void)
{
  CU_pSuite s = unit_suite("sound");

  UNIT_TEST(s, sounds_of_names);
  UNIT_TEST(s, no_sounds);
  UNIT_TEST(s, sounds_of_han);
  UNIT_TEST(s, near_names);
  UNIT_TEST(s, far_names);
  UNIT_TEST(s, limits);
  UNIT_TEST(s, finds_names);
  UNIT_TEST(s, reads_traditional);
  UNIT_TEST(s, leaves_others);
  UNIT_TEST(s, wants_like_counts);
}
