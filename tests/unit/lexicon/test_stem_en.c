/* SPDX-License-Identifier: Apache-2.0 */
/* Stems of English words, as libstemmer 2.2 gives them. */
#include "lexicon/stem_en.h"
#include "unit.h"

#include <string.h>

static void stems_are_those_of_snowball(void)
{
  static const struct {
    const char *word, *stem;
  } cases[] = {
      {"caresses", "caress"},
      {"ponies", "poni"},
      {"ties", "tie"},
      {"cats", "cat"},
      {"gas", "gas"},
      {"this", "this"},
      {"gaps", "gap"},
      {"kiwis", "kiwi"},
      {"us", "us"},
      {"pass", "pass"},
      {"agreed", "agre"},
      {"feed", "feed"},
      {"proceedly", "proce"},
      {"plastered", "plaster"},
      {"bled", "bled"},
      {"motoring", "motor"},
      {"sing", "sing"},
      {"hoping", "hope"},
      {"hopping", "hop"},
      {"hissed", "hiss"},
      {"fizzed", "fizz"},
      {"falling", "fall"},
      {"conflated", "conflat"},
      {"troubled", "troubl"},
      {"sized", "size"},
      {"filing", "file"},
      {"failing", "fail"},
      {"happy", "happi"},
      {"say", "say"},
      {"cry", "cri"},
      {"by", "by"},
      {"enjoy", "enjoy"},
      {"relational", "relat"},
      {"conditional", "condit"},
      {"rational", "ration"},
      {"valenci", "valenc"},
      {"hesitanci", "hesit"},
      {"digitizer", "digit"},
      {"conformabli", "conform"},
      {"radicalli", "radic"},
      {"differentli", "differ"},
      {"vileli", "vile"},
      {"analogousli", "analog"},
      {"vietnamization", "vietnam"},
      {"predication", "predic"},
      {"operator", "oper"},
      {"feudalism", "feudal"},
      {"decisiveness", "decis"},
      {"hopefulness", "hope"},
      {"callousness", "callous"},
      {"formaliti", "formal"},
      {"sensitiviti", "sensit"},
      {"sensibiliti", "sensibl"},
      {"apologi", "apolog"},
      {"geologi", "geolog"},
      {"fully", "fulli"},
      {"hopelessly", "hopeless"},
      {"quickly", "quick"},
      {"fluently", "fluentli"},
      {"triplicate", "triplic"},
      {"formative", "format"},
      {"formalize", "formal"},
      {"electriciti", "electr"},
      {"electrical", "electr"},
      {"hopeful", "hope"},
      {"goodness", "good"},
      {"revival", "reviv"},
      {"allowance", "allow"},
      {"inference", "infer"},
      {"airliner", "airlin"},
      {"gyroscopic", "gyroscop"},
      {"adjustable", "adjust"},
      {"defensible", "defens"},
      {"irritant", "irrit"},
      {"replacement", "replac"},
      {"adjustment", "adjust"},
      {"dependent", "depend"},
      {"adoption", "adopt"},
      {"homologou", "homologou"},
      {"communism", "communism"},
      {"activate", "activ"},
      {"angulariti", "angular"},
      {"homologous", "homolog"},
      {"effective", "effect"},
      {"bowdlerize", "bowdler"},
      {"probate", "probat"},
      {"rate", "rate"},
      {"cease", "ceas"},
      {"controll", "control"},
      {"roll", "roll"},
      {"bed", "bed"},
      {"shed", "shed"},
      {"bee", "bee"},
      {"general", "general"},
      {"generally", "general"},
      {"generous", "generous"},
      {"communication", "communic"},
      {"community", "communiti"},
      {"arsenic", "arsenic"},
      {"arsenal", "arsenal"},
      {"skis", "ski"},
      {"skies", "sky"},
      {"dying", "die"},
      {"lying", "lie"},
      {"tying", "tie"},
      {"idly", "idl"},
      {"gently", "gentl"},
      {"ugly", "ugli"},
      {"early", "earli"},
      {"only", "onli"},
      {"singly", "singl"},
      {"sky", "sky"},
      {"news", "news"},
      {"howe", "howe"},
      {"atlas", "atlas"},
      {"cosmos", "cosmos"},
      {"bias", "bias"},
      {"andes", "andes"},
      {"inning", "inning"},
      {"outing", "outing"},
      {"innings", "inning"},
      {"canning", "canning"},
      {"herring", "herring"},
      {"earring", "earring"},
      {"proceed", "proceed"},
      {"exceeded", "exceed"},
      {"succeeding", "succeed"},
      {"yes", "yes"},
      {"youth", "youth"},
      {"boyish", "boyish"},
      {"sayer", "sayer"},
      {"tapped", "tap"},
      {"added", "ad"},
      {"egging", "eg"},
      {"embed", "emb"},
      {"flow", "flow"},
      {"box", "box"},
      {"toy", "toy"},
      {"beautiful", "beauti"},
      {"international", "intern"},
      {"nationality", "nation"},
      {"internationalization", "internation"},
      {"lighthouse", "lighthous"},
      {"lighthouses", "lighthous"},
      {"harbour", "harbour"},
      {"harbours", "harbour"},
      {"running", "run"},
      {"runner", "runner"},
      {"naïve", "naïv"},
      {"cafés", "café"},
      {"fiancée", "fiancé"},
      {"ate", "ate"},
      {"as", "as"},
      {"is", "is"},
      {"be", "be"},
      {"a", "a"},
  };
  char stem[STEM_MAX + 1];

  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    stem_en(cases[i].word, stem);
    CHECK_CSTR(stem, cases[i].stem);
  }
}

static void words_of_all_lengths_have_stems(void)
{
  char word[STEM_MAX + 1] = "", stem[STEM_MAX + 1];

  stem_en(word, stem);
  CHECK_CSTR(stem, "");
  memset(word, 'x', STEM_MAX);
  stem_en(word, stem);
  CHECK_CSTR(stem, word);
  memcpy(word + STEM_MAX - 8, "hesitate", 8);
  stem_en(word, stem);
  CU_ASSERT_EQUAL(strlen(stem), STEM_MAX - 3);
}

void suite_stem_en(void)
{
  CU_pSuite s = unit_suite("stem_en");

  UNIT_TEST(s, stems_are_those_of_snowball);
  UNIT_TEST(s, words_of_all_lengths_have_stems);
}
