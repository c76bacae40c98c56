/* SPDX-License-Identifier: Apache-2.0 */
/* The names of regions and steps are those of
   https://snowballstem.org/algorithms/english/stemmer.html */
#include "lexicon/stem_en.h"
#include "text/utf8.h"

#include <string.h>

enum { OTHER = 0x80 }; /* any letter that is not of ASCII */

/* A word, a byte a character. A y that is a consonant is Y. */
typedef struct stemming {
  unsigned char c[STEM_MAX + 2];
  size_t n;
  size_t r1, r2; /* where these regions begin */
} stemming;

static bool is_vowel(unsigned char c)
{
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}

static bool has_vowel(const stemming *w, size_t end)
{
  for (size_t i = 0; i < end; i++)
    if (is_vowel(w->c[i]))
      return true;
  return false;
}

static bool begins(const stemming *w, const char *prefix)
{
  size_t len = strlen(prefix);

  return w->n >= len && memcmp(w->c, prefix, len) == 0;
}

static bool ends(const stemming *w, const char *suffix)
{
  size_t len = strlen(suffix);

  return w->n >= len && memcmp(w->c + w->n - len, suffix, len) == 0;
}

static bool is_in(const stemming *w, const char *const *list)
{
  for (; *list; list++)
    if ((unsigned char)**list == w->c[0] && w->n == strlen(*list) &&
        begins(w, *list))
      return true;
  return false;
}

/* Replace all from `begin` on. */
static void put(stemming *w, size_t begin, const char *text)
{
  size_t len = strlen(text);

  memcpy(w->c + begin, text, len);
  w->n = begin + len;
}

/* After the first consonant that follows a vowel. */
static size_t region_after(const stemming *w, size_t at)
{
  while (at < w->n && !is_vowel(w->c[at]))
    at++;
  while (at < w->n && is_vowel(w->c[at]))
    at++;
  return at < w->n ? at + 1 : w->n;
}

static void find_regions(stemming *w)
{
  static const char *const prefixes[] = {"gener", "commun", "arsen"};

  w->r1 = 0;
  for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
    if ((unsigned char)prefixes[i][0] == w->c[0] && begins(w, prefixes[i]))
      w->r1 = strlen(prefixes[i]);
  if (w->r1 == 0)
    w->r1 = region_after(w, 0);
  w->r2 = region_after(w, w->r1);
}

/* Whether a short syllable ends at a place. */
static bool is_short(const stemming *w, size_t end)
{
  const unsigned char *c = w->c + end;

  if (end == 2)
    return is_vowel(c[-2]) && !is_vowel(c[-1]);
  return end > 2 && !is_vowel(c[-3]) && is_vowel(c[-2]) && !is_vowel(c[-1]) &&
         c[-1] != 'w' && c[-1] != 'x' && c[-1] != 'Y';
}

/* ---- rules ---- */

typedef struct suffix_rule {
  const char *suffix, *put;
  size_t len; /* of the suffix */
} suffix_rule;

#define RULE(suffix, put)                                                      \
  {                                                                            \
    suffix, put, sizeof suffix - 1                                             \
  }

/* The longest suffix of the rules that the word has; NULL: none. */
static const suffix_rule *find_rule(const stemming *w, const suffix_rule *rules)
{
  unsigned char last = w->c[w->n - 1];
  const suffix_rule *best = NULL;
  size_t longest = 0;

  for (; rules->suffix; rules++)
    if ((unsigned char)rules->suffix[rules->len - 1] == last &&
        rules->len > longest && ends(w, rules->suffix)) {
      best = rules;
      longest = rules->len;
    }
  return best;
}

static size_t start_of(const stemming *w, const suffix_rule *rule)
{
  return w->n - rule->len;
}

/* ---- steps ---- */

static void step_1a(stemming *w)
{
  size_t n = w->n;

  if (ends(w, "sses"))
    put(w, n - 4, "ss");
  else if (ends(w, "ied") || ends(w, "ies"))
    put(w, n - 3, n > 4 ? "i" : "ie");
  else if (!ends(w, "us") && !ends(w, "ss") && ends(w, "s") && n > 2 &&
           has_vowel(w, n - 2))
    w->n--;
}

/* After "ed" or "ing" was removed. */
static void mend(stemming *w)
{
  if (ends(w, "at") || ends(w, "bl") || ends(w, "iz")) {
    put(w, w->n, "e");
    return;
  }
  if (w->n > 1 && w->c[w->n - 1] == w->c[w->n - 2] &&
      strchr("bdfgmnprt", w->c[w->n - 1])) {
    w->n--;
    return;
  }
  if (w->r1 == w->n && is_short(w, w->n))
    put(w, w->n, "e");
}

static void step_1b(stemming *w)
{
  static const suffix_rule rules[] = {RULE("eed", "ee"),
                                      RULE("eedly", "ee"),
                                      RULE("ed", ""),
                                      RULE("edly", ""),
                                      RULE("ing", ""),
                                      RULE("ingly", ""),
                                      {0}};
  const suffix_rule *rule = find_rule(w, rules);
  size_t start = rule ? start_of(w, rule) : 0;

  if (!rule)
    return;
  if (*rule->put) {
    if (w->r1 <= start)
      put(w, start, rule->put);
  } else if (has_vowel(w, start)) {
    w->n = start;
    mend(w);
  }
}

static void step_1c(stemming *w)
{
  if (w->n > 2 && (w->c[w->n - 1] | 0x20) == 'y' && !is_vowel(w->c[w->n - 2]))
    w->c[w->n - 1] = 'i';
}

static void step_2(stemming *w)
{
  static const suffix_rule rules[] = {RULE("tional", "tion"),
                                      RULE("enci", "ence"),
                                      RULE("anci", "ance"),
                                      RULE("abli", "able"),
                                      RULE("entli", "ent"),
                                      RULE("izer", "ize"),
                                      RULE("ization", "ize"),
                                      RULE("ational", "ate"),
                                      RULE("ation", "ate"),
                                      RULE("ator", "ate"),
                                      RULE("alism", "al"),
                                      RULE("aliti", "al"),
                                      RULE("alli", "al"),
                                      RULE("fulness", "ful"),
                                      RULE("ousli", "ous"),
                                      RULE("ousness", "ous"),
                                      RULE("iveness", "ive"),
                                      RULE("iviti", "ive"),
                                      RULE("biliti", "ble"),
                                      RULE("bli", "ble"),
                                      RULE("ogi", "og"),
                                      RULE("fulli", "ful"),
                                      RULE("lessli", "less"),
                                      RULE("li", ""),
                                      {0}};
  const suffix_rule *rule = find_rule(w, rules);
  size_t start = rule ? start_of(w, rule) : 0;
  unsigned char before = start ? w->c[start - 1] : 0;

  if (!rule || start < w->r1 ||
      (strcmp(rule->suffix, "ogi") == 0 && before != 'l') ||
      (strcmp(rule->suffix, "li") == 0 &&
       (before == 0 || !strchr("cdeghkmnrt", before))))
    return;
  put(w, start, rule->put);
}

static void step_3(stemming *w)
{
  static const suffix_rule rules[] = {
      RULE("tional", "tion"), RULE("ational", "ate"),
      RULE("alize", "al"),    RULE("icate", "ic"),
      RULE("iciti", "ic"),    RULE("ical", "ic"),
      RULE("ful", ""),        RULE("ness", ""),
      RULE("ative", ""),      {0}};
  const suffix_rule *rule = find_rule(w, rules);
  size_t start = rule ? start_of(w, rule) : 0;

  if (rule && start >= w->r1 &&
      (start >= w->r2 || strcmp(rule->suffix, "ative") != 0))
    put(w, start, rule->put);
}

static void step_4(stemming *w)
{
  static const suffix_rule rules[] = {RULE("al", ""),
                                      RULE("ance", ""),
                                      RULE("ence", ""),
                                      RULE("er", ""),
                                      RULE("ic", ""),
                                      RULE("able", ""),
                                      RULE("ible", ""),
                                      RULE("ant", ""),
                                      RULE("ement", ""),
                                      RULE("ment", ""),
                                      RULE("ent", ""),
                                      RULE("ism", ""),
                                      RULE("ate", ""),
                                      RULE("iti", ""),
                                      RULE("ous", ""),
                                      RULE("ive", ""),
                                      RULE("ize", ""),
                                      RULE("ion", ""),
                                      {0}};
  const suffix_rule *rule = find_rule(w, rules);
  size_t start = rule ? start_of(w, rule) : 0;

  if (rule && start >= w->r2 &&
      (strcmp(rule->suffix, "ion") != 0 ||
       (start > 0 && (w->c[start - 1] == 's' || w->c[start - 1] == 't'))))
    w->n = start;
}

static void step_5(stemming *w)
{
  size_t start = w->n - 1;

  if (w->c[start] == 'e' &&
      (start >= w->r2 || (start >= w->r1 && !is_short(w, start))))
    w->n = start;
  else if (w->c[start] == 'l' && start >= w->r2 && start > 0 &&
           w->c[start - 1] == 'l')
    w->n = start;
}

/* ---- words ---- */

static bool is_exception(stemming *w)
{
  static const suffix_rule changed[] = {
      RULE("skis", "ski"),     RULE("skies", "sky"),    RULE("dying", "die"),
      RULE("lying", "lie"),    RULE("tying", "tie"),    RULE("idly", "idl"),
      RULE("gently", "gentl"), RULE("ugly", "ugli"),    RULE("early", "earli"),
      RULE("only", "onli"),    RULE("singly", "singl"), {0}};
  static const char *const kept[] = {"sky",    "news", "howe",  "atlas",
                                     "cosmos", "bias", "andes", NULL};

  for (const suffix_rule *rule = changed; rule->suffix; rule++)
    if (w->n == rule->len && begins(w, rule->suffix)) {
      put(w, 0, rule->put);
      return true;
    }
  return is_in(w, kept);
}

/* A y at the beginning, or after a vowel, is a consonant. */
static void mark_y(stemming *w)
{
  for (size_t i = 0; i < w->n; i++)
    if (w->c[i] == 'y' && (i == 0 || is_vowel(w->c[i - 1])))
      w->c[i] = 'Y';
}

static void take_steps(stemming *w)
{
  static const char *const kept[] = {"inning",  "outing",  "canning",
                                     "herring", "earring", "proceed",
                                     "exceed",  "succeed", NULL};

  mark_y(w);
  find_regions(w);
  step_1a(w);
  if (is_in(w, kept))
    return;
  step_1b(w);
  step_1c(w);
  step_2(w);
  step_3(w);
  step_4(w);
  step_5(w);
}

void stem_en(const char *word, char out[STEM_MAX + 1])
{
  zhen_str s = {word, strlen(word)};
  stemming w = {.n = 0};
  size_t from[STEM_MAX + 1], len = 0;

  for (size_t at = 0; at < s.len;) {
    from[w.n] = at;
    w.c[w.n++] =
        (unsigned char)s.ptr[at] < OTHER ? (unsigned char)s.ptr[at] : OTHER;
    at += utf8_size(s.ptr[at]);
  }
  if (!is_exception(&w) && w.n > 2)
    take_steps(&w);
  for (size_t i = 0; i < w.n && len < STEM_MAX; i++) {
    unsigned char c = w.c[i] == 'Y' ? 'y' : w.c[i];

    if (c != OTHER) {
      out[len++] = (char)c;
      continue;
    }
    memcpy(out + len, word + from[i], utf8_size(word[from[i]]));
    len += utf8_size(word[from[i]]);
  }
  out[len] = '\0';
}
