/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Is a sentence in the language of its side? By script; Latin letters also by
 * function words, by letters that English does not have, and by pairs of
 * letters that are rare in English.
 */
#include "filter/measures.h"
#include "text/utf8.h"

#include <string.h>

#include "filter/english_pairs.inc"

enum { HAN_WEIGHT = 4 /* letters per ideograph */ };

/* Japanese has more kana than Han; a の in Chinese is accepted. */
double filter_language_zh(const side_facts *zh)
{
  const zhen_scripts *n = &zh->scripts;
  size_t han = HAN_WEIGHT * n->han;
  size_t all = han + n->latin +
               HAN_WEIGHT * (HAN_WEIGHT * n->kana + n->hangul + n->other);

  return all ? (double)han / (double)all : 1;
}

/* The most common words, each between spaces; English first. */
static const char english[] =
    " a an in on the of and to that with this from you your have has had which "
    "they we "
    "it is was were been be not for his her she their if when who would can "
    "will what there but our its could should more than into by at my are how "
    "these those all one other only some any out up them then do does did "
    "here now know no yes or as i ";

static const char others[] =
    " le les des et une dans que qui pour pas sur au ce cette est du avec il "
    "elle nous vous sont mais ou aux leur plus comme je ne se en un "
    " der die das und nicht ist ein eine den von mit zu dem auch sich auf im "
    "es ich wir werden wird oder bei sind für als wie dass nach "
    " el los las del una por con para es la de su lo como más pero sus y al "
    "fue este ha yo muy está todo todos toda todas tiene ser si o "
    " il che della di non per sono con gli dei nel alla le più anche questo "
    "ma da si è "
    " os uma para com não do da em dos no na ao mais das pelo são você isso "
    "tem é à ou seu sua num pela "
    " het een van niet dat zijn op te voor met ook aan bij naar wij ik maar "
    "wordt deze "
    " och att det som en är på av för med inte till har jag den ett de var "
    " og er ikke til av jeg det han som "
    " nie się na jest że jak ale przez tak był są od czy "
    " yang dan di untuk dengan dari ini itu tidak adalah pada dalam akan saya "
    "ke oleh mereka "
    " bir ve bu için ile da ne çok gibi daha "
    " và của là có không các một cho với được người những trong này đã "
    " și în este nu cu pe din care la mai "
    " a az és hogy nem egy van "
    " na ng sa ang mga ay at ko ";

enum { WORD_BYTES = 24 };

static bool is_in(const char *list, zhen_str word)
{
  char key[WORD_BYTES + 3] = " ";

  if (word.len > WORD_BYTES)
    return false;
  for (size_t i = 0; i < word.len; i++)
    key[1 + i] = word.ptr[i] >= 'A' && word.ptr[i] <= 'Z'
                     ? (char)(word.ptr[i] | 0x20)
                     : word.ptr[i];
  key[1 + word.len] = ' ';
  return strstr(list, key) != NULL;
}

/* English writes few words with letters beyond a to z. */
static bool has_marks(zhen_str word)
{
  for (size_t i = 0; i < word.len; i++)
    if ((unsigned char)word.ptr[i] >= 0x80)
      return true;
  return false;
}

/* Pairs of letters of a text, and how unlikely these are in English. */
typedef struct letters {
  double sum;
  size_t pairs;
} letters;

static unsigned letter(char c)
{
  c |= 0x20;
  return c >= 'a' && c <= 'z' ? (unsigned)(c - 'a') + 1 : 0;
}

static void add_letters(letters *l, zhen_str word)
{
  unsigned last = 0;

  for (size_t i = 0; i <= word.len; i++) {
    unsigned next = i < word.len ? letter(word.ptr[i]) : 0;

    if (!last && !next)
      continue;
    l->sum += english_pairs[last][next];
    l->pairs++;
    last = next;
  }
}

/*
 * How unusual the letters are, in words: half the English sentences of the
 * corpora have a mean of 47 to 49; one in a hundred is over 52 if it is long. A
 * few words may have any letters.
 */
static double strangeness(const letters *l)
{
  const double usual = 52, spread = 5, words = 6, few = 20, many = 60;
  double n = (double)l->pairs;
  double mean = n > 0 ? l->sum / n : 0;

  if (n <= few || mean <= usual)
    return 0;
  return words * (mean - usual) / spread * (n - few) / (n + many);
}

/* How English the Latin letters are; one or two names are no evidence. */
static double latin_is_english(zhen_str s)
{
  double mine = 0, theirs = 0;
  letters l = {0};
  zhen_str word;

  for (size_t at = 0; filter_word(s, &at, &word);) {
    bool is_mine = is_in(english, word);

    mine += is_mine;
    theirs += !is_mine && (is_in(others, word) || has_marks(word));
    add_letters(&l, word);
  }
  theirs += strangeness(&l);
  return (mine + 1) / (mine + theirs + 1);
}

double filter_language_en(const side_facts *en)
{
  const zhen_scripts *n = &en->scripts;
  size_t all =
      n->latin + HAN_WEIGHT * (n->han + n->kana + n->hangul) + n->other;

  if (all == 0)
    return 1;
  return (double)n->latin / (double)all * latin_is_english(en->text);
}
