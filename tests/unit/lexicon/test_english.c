/* SPDX-License-Identifier: Apache-2.0 */
/* English words: their positions, lower case, stems. */
#include "lexicon/english.h"
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef enum what { STEMS, FORMS, PLACES } what;

/* One of the three for every word of a text, separated by spaces. */
static char *list(const char *text, what which)
{
  zhen_str s = unit_str(text);
  english_word word;
  english *e;
  char *out;
  size_t len;
  FILE *f = open_memstream(&out, &len);
  const char *gap = "";

  CHECK_OK(english_open(&e));
  CU_ASSERT_FATAL(f && e);
  for (size_t at = 0; english_next(e, s, &at, &word); gap = " ") {
    CU_ASSERT_FATAL(word.begin < word.end && word.end <= at && at <= s.len);
    if (which == PLACES)
      fprintf(f, "%s%zu-%zu", gap, word.begin, word.end);
    else
      fprintf(f, "%s%s", gap, which == STEMS ? word.stem : word.form);
  }
  english_close(e);
  fclose(f);
  return out;
}

static void check_list(const char *text, what which, const char *want)
{
  char *got = list(text, which);

  CHECK_CSTR(got, want);
  free(got);
}
#define CHECK_STEMS(text, want) check_list(text, STEMS, want)
#define CHECK_FORMS(text, want) check_list(text, FORMS, want)

static void words_end_at_what_is_no_letter(void)
{
  CHECK_FORMS("", "");
  CHECK_FORMS(" ,.!— ", "");
  CHECK_FORMS("The ferry left.", "the ferry left");
  CHECK_FORMS("ferry,boat;ship", "ferry boat ship");
  CHECK_FORMS("a well-known sea-port", "a well known sea port");
  CHECK_FORMS("snake_case a/b x@y.z", "snake case a b x y z");
  CHECK_FORMS("渡船ferry靠岸了boat。", "ferry boat");
  CHECK_FORMS("Room 12b, A4, 3rd, 1990s", "room 12b a4 3rd 1990s");
}

static void clitics_end_the_word_before(void)
{
  CHECK_FORMS("Anna's boat", "anna boat");
  CHECK_FORMS("Anna’s boat", "anna boat");
  CHECK_FORMS("We're here, I've been, she'll go, he'd gone, I'm off",
              "we here i been she go he gone i off");
  CHECK_FORMS("the sailors' boat", "the sailors boat");
  CHECK_FORMS("'quoted' words", "quoted words");
  CHECK_FORMS("‘quoted’ words", "quoted words");
  CHECK_FORMS("O'Brien", "obrien");
  CHECK_FORMS("rock 'n' roll", "rock n roll");
  CHECK_FORMS("don't", "do");
  CHECK_FORMS("isn’t wasn't couldn't", "is was could");
  CHECK_FORMS("won't", "will");
  CHECK_FORMS("can't", "can");
  CHECK_FORMS("cannot", "cannot");
  CHECK_FORMS("it's", "it");
  CHECK_FORMS("boat'", "boat");
}

static void case_accents_and_width_are_folded(void)
{
  CHECK_FORMS("FERRY Ferry fErRy", "ferry ferry ferry");
  CHECK_FORMS("café Café CAFÉ", "cafe cafe cafe");
  CHECK_FORMS("naïve Zoë Ångström", "naive zoe angstrom");
  CHECK_FORMS("ｆｅｒｒｙ　Ｆｅｒｒｙ", "ferry ferry");
  CHECK_FORMS("Ａ４", "a4");
  CHECK_FORMS("lüshi", "lushi");
}

static void irregular_forms_become_their_base(void)
{
  CHECK_STEMS("went gone goes going", "go go go go");
  CHECK_STEMS("children child", "child child");
  CHECK_STEMS("men women feet geese mice teeth",
              "man woman foot goos mous tooth");
  CHECK_STEMS("was were is are been", "be be be be be");
  CHECK_STEMS("took taken saw seen wrote written",
              "take take see see write write");
  CHECK_STEMS("brought bought thought taught", "bring buy think teach");
  CHECK_STEMS("Went", "go");
}

static void stems_fold_endings(void)
{
  CHECK_STEMS("boat boats boating", "boat boat boat");
  CHECK_STEMS("harbour harbours", "harbour harbour");
  CHECK_STEMS("quick quickly", "quick quick");
  CHECK_STEMS("city cities", "citi citi");
  CHECK_STEMS("opened opening opens", "open open open");
  CHECK_STEMS("12b 1990s", "12b 1990s");
}

static void capitals_and_digits_are_noted(void)
{
  static const char text[] = "Anna saw B2 and É and ２nd";
  static const bool capital[] = {1, 0, 1, 0, 1, 0, 0};
  static const bool digit[] = {0, 0, 1, 0, 0, 0, 1};
  english_word word;
  english *e;
  size_t n = 0;

  CHECK_OK(english_open(&e));
  for (size_t at = 0; english_next(e, unit_str(text), &at, &word); n++) {
    CU_ASSERT_FATAL(n < sizeof capital);
    CU_ASSERT_EQUAL(word.capital, capital[n]);
    CU_ASSERT_EQUAL(word.has_digit, digit[n]);
  }
  CU_ASSERT_EQUAL(n, sizeof capital);
  english_close(e);
}

static void places_leave_clitics_out(void)
{
  check_list("Anna's boat", PLACES, "0-4 7-11");
  check_list("船 boat", PLACES, "4-8");
  check_list("café au", PLACES, "0-5 6-8");
}

static void long_words_are_cut_not_lost(void)
{
  char text[400], *forms;

  memset(text, 'x', sizeof text - 1);
  text[sizeof text - 1] = '\0';
  forms = list(text, FORMS);
  CU_ASSERT(strlen(forms) > 30 && strlen(forms) <= STEM_MAX);
  free(forms);
  /* two bytes at a time, for any remaining space */
  for (size_t i = 0; i + 2 < sizeof text; i += 2)
    memcpy(text + i, "ж", 2);
  text[sizeof text - 2] = '\0';
  check_list(text, FORMS, "");
  for (size_t i = 0; i + 2 < sizeof text; i += 2)
    memcpy(text + i, "ø", 2);
  forms = list(text, FORMS);
  CU_ASSERT(strlen(forms) > 30 && strlen(forms) <= STEM_MAX);
  free(forms);
}

static void fillers_are_function_words(void)
{
  CU_ASSERT_TRUE(english_is_filler("the"));
  CU_ASSERT_TRUE(english_is_filler("sth"));
  CU_ASSERT_TRUE(english_is_filler("with"));
  CU_ASSERT_FALSE(english_is_filler("boat"));
  CU_ASSERT_FALSE(english_is_filler("th"));
  CU_ASSERT_FALSE(english_is_filler(""));
}

void suite_english(void)
{
  CU_pSuite s = unit_suite("english");

  UNIT_TEST(s, words_end_at_what_is_no_letter);
  UNIT_TEST(s, clitics_end_the_word_before);
  UNIT_TEST(s, case_accents_and_width_are_folded);
  UNIT_TEST(s, irregular_forms_become_their_base);
  UNIT_TEST(s, stems_fold_endings);
  UNIT_TEST(s, capitals_and_digits_are_noted);
  UNIT_TEST(s, places_leave_clitics_out);
  UNIT_TEST(s, long_words_are_cut_not_lost);
  UNIT_TEST(s, fillers_are_function_words);
}
