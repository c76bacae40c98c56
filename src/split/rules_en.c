/* SPDX-License-Identifier: Apache-2.0 */
/*
 * English: is this full stop the end of a sentence? The word before it
 * determines what is possible (abbrev.inc), the word after it decides.
 */
#include "split/rules.h"
#include "split/marks.h"
#include "text/utf8.h"

#include <string.h>

/* Words that start a sentence far more often than they continue a name. */
static const char *const starters[] = {
    "A",        "About",     "After",     "Again",        "All",      "Also",
    "Although", "Among",     "An",        "And",          "Another",  "Any",
    "Are",      "As",        "At",        "Because",      "Before",   "Both",
    "But",      "By",        "Can",       "Could",        "Did",      "Despite",
    "Do",       "Does",      "During",    "Each",         "Either",   "Even",
    "Every",    "Everyone",  "Few",       "Finally",      "First",    "For",
    "From",     "Had",       "Has",       "Have",         "He",       "Her",
    "Here",     "His",       "How",       "However",      "I",        "If",
    "In",       "Instead",   "Is",        "It",           "Its",      "Last",
    "Later",    "Many",      "Meanwhile", "More",         "Moreover", "Most",
    "My",       "Neither",   "Never",     "Nevertheless", "Next",     "No",
    "Nobody",   "None",      "Nor",       "Not",          "Nothing",  "Now",
    "On",       "Once",      "One",       "Only",         "Or",       "Other",
    "Others",   "Our",       "Over",      "People",       "Perhaps",  "Several",
    "She",      "Should",    "Since",     "So",           "Some",     "Someone",
    "Soon",     "Still",     "Such",      "That",         "The",      "Their",
    "Then",     "There",     "Therefore", "These",        "They",     "This",
    "Those",    "Though",    "Thus",      "To",           "Today",    "Under",
    "Unless",   "Until",     "Was",       "We",           "Were",     "What",
    "When",     "Where",     "Whether",   "Which",        "While",    "Who",
    "Why",      "Will",      "With",      "Within",       "Without",  "Would",
    "Yes",      "Yesterday", "Yet",       "You",          "Your",     NULL};

/* Those of them that are Chinese surnames, too: K. He, Y. So. */
static const char *const surnames[] = {"An", "He", "She", "So", "You", NULL};

/* Before a name with initials: by K. He. */
static const char *const joins_names[] = {"and", "by", "with", "from",
                                          "of",  "et", "or",   NULL};

/* Before a letter that is a label or a class, not an initial: plan B. */
static const char *const classes[] = {
    "a",        "an",        "the",       "plan",   "Plan",    "vitamin",
    "Vitamin",  "type",      "Type",      "grade",  "Grade",   "class",
    "Class",    "group",     "Group",     "option", "Option",  "point",
    "Point",    "hepatitis", "Hepatitis", "column", "level",   "side",
    "team",     "Team",      "size",      "letter", "Annex",   "Exhibit",
    "Schedule", "Table",     "Figure",    "Zone",   "Annexes", NULL};

/* Before the number or letter of a heading: Article 5. The State ... */
static const char *const divisions[] = {
    "Act",     "Appendix", "Article",  "Book",  "Case",
    "Chapter", "Clause",   "Exercise", "Item",  "Lesson",
    "Part",    "Question", "Rule",     "Scene", "Section",
    "Step",    "Unit",     "Volume",   NULL};

static const char *const company_forms[] = {
    "Ltd",   "Inc",      "Corp", "Co",  "LLC",       "L",    "Pte",     "Pty",
    "Pvt",   "Bhd",      "Sdn",  "Plc", "PLC",       "GmbH", "Limited", "LP",
    "Chief", "Chairman", "CEO",  "CFO", "President", "Vice", NULL};

static const char *const time_words[] = {
    "AEST",     "Beijing",   "BST",      "CET",      "CST",      "Eastern",
    "EDT",      "EST",       "ET",       "Friday",   "GMT",      "HKT",
    "JST",      "Monday",    "PDT",      "PST",      "PT",       "Pacific",
    "Saturday", "Sunday",    "Thursday", "Tuesday",  "UTC",      "Wednesday",
    "January",  "February",  "March",    "April",    "June",     "July",
    "August",   "September", "October",  "November", "December", NULL};

static const char *const time_openers[] = {"About",  "After", "Around", "At",
                                           "Before", "By",    "From",   "Just",
                                           "On",     "Since", "Until",  NULL};

static const char *const speech_verbs[] = {
    "added",     "agreed",    "answered", "asked",    "begged",    "bellowed",
    "called",    "cried",     "croaked",  "demanded", "exclaimed", "growled",
    "hissed",    "inquired",  "insisted", "joked",    "muttered",  "murmured",
    "pleaded",   "protested", "queried",  "repeated", "replied",   "responded",
    "roared",    "said",      "says",     "screamed", "shouted",   "shrieked",
    "snapped",   "stammered", "teased",   "thought",  "urged",     "warned",
    "whispered", "wondered",  "yelled",   NULL};

static const char *const after_verb[] = {
    "again", "aloud", "as",      "at",      "back",    "from",
    "her",   "him",   "himself", "herself", "in",      "me",
    "them",  "to",    "us",      "with",    "through", NULL};

/* Names written with their own end mark. */
static const char *const marked_names[] = {
    "Airplane", "Jeopardy", "Mia",   "Oklahoma", "Rouge",
    "Oliver",   "Tora",     "Yahoo", "Yum",      NULL};

static zhen_str trim_end(zhen_str s)
{
  while (s.len > 0 && s.ptr[s.len - 1] == ' ')
    s.len--;
  return s;
}

/* The word before the last one; empty at the start of the sentence. */
static zhen_str word_before(zhen_str before, zhen_str word)
{
  zhen_str left = trim_end((zhen_str){before.ptr, before.len - word.len});

  return rules_last_word(left);
}

static bool begins_upper(zhen_str s)
{
  return s.len > 0 && s.ptr[0] >= 'A' && s.ptr[0] <= 'Z';
}

static bool starts_sentence(const follow *f)
{
  return str_is_one_of(f->word, starters);
}

/* iPhone, eBay, macOS: lower case first, with a capital inside. */
static bool is_camel(zhen_str word)
{
  if (word.len < 2 || word.ptr[0] < 'a' || word.ptr[0] > 'z')
    return false;
  for (size_t i = 1; i < word.len && i < 6; i++)
    if (word.ptr[i] >= 'A' && word.ptr[i] <= 'Z')
      return true;
  return false;
}

/* `b) Dry them`, or `b. Dry them` in a sentence that began with `a.` */
static bool is_next_label(zhen_str before, const follow *f)
{
  zhen_str head = rules_follow(before).rest;
  char point;

  if (f->word.len != 1 || f->rest.len < 3 || f->rest.ptr[2] != ' ')
    return false;
  point = f->rest.ptr[1];
  return point == ')' || (point == '.' && head.len > 2 && head.ptr[1] == '.' &&
                          head.ptr[0] + 1 == f->rest.ptr[0]);
}

/* A text whose sentence starts without a capital does not use them. */
static bool is_informal(zhen_str before)
{
  zhen_str head = rules_follow(before).word;
  zhen_str word = rules_last_word(before);

  if (head.len == 0 || !(head.ptr[0] >= 'a' && head.ptr[0] <= 'z') ||
      is_camel(head) || word.len < 3 || head.ptr + head.len == word.ptr)
    return false;
  for (size_t i = 0; i < word.len; i++)
    if (word.ptr[i] < 'a' || word.ptr[i] > 'z')
      return false;
  return true;
}

static verdict judge_by_case(zhen_str before, const follow *f)
{
  if (!rune_is_lower(f->rune))
    return HARD;
  if (is_camel(f->word) || is_next_label(before, f) || is_informal(before))
    return HARD;
  return GO_ON;
}

/* came.Nobody: a missing space, unless it is a name with points. */
static verdict judge_glued(zhen_str word, const follow *f)
{
  if (word.len < 3 || !begins_upper(f->word) || f->word.len < 2 ||
      (f->word.ptr[1] & 0x20) == 0)
    return GO_ON;
  for (size_t i = 1; i < word.len; i++)
    if (word.ptr[i] < 'a' || word.ptr[i] > 'z')
      return GO_ON;
  return f->rest.len > f->word.len && f->rest.ptr[f->word.len] == ' ' ? SOFT
                                                                      : GO_ON;
}

/* Article 5 without anything before it. */
static bool is_heading(zhen_str before, zhen_str word)
{
  zhen_str first = rules_follow(before).word;

  return str_is_one_of(first, divisions) &&
         word_before(before, word).ptr == first.ptr;
}

/* types A, B and O: letters in a row, not initials. */
static bool lists_letters(zhen_str before, zhen_str word, zhen_str previous)
{
  static const char *const links[] = {"and", "or", "to", NULL};
  zhen_str left = trim_end((zhen_str){before.ptr, before.len - word.len});
  zhen_str item;

  if (!str_is_one_of(previous, links))
    return false;
  item = word_before(left, previous);
  return item.len > 0 && item.len <= 2 && begins_upper(item) &&
         item.ptr[item.len - 1] >= 'A' && item.ptr[item.len - 1] <= 'Z';
}

static verdict judge_initial(zhen_str before, zhen_str word, const follow *f)
{
  zhen_str previous = word_before(before, word);
  bool is_i = word.ptr[0] == 'I';

  if (rules_is_label(before) || rune_is_lower(f->rune))
    return GO_ON;
  if (is_heading(before, word))
    return SOFT;
  if (rune_is_digit(f->rune) || lists_letters(before, word, previous))
    return HARD;
  if (starts_sentence(f))
    return !is_i && str_is_one_of(f->word, surnames) &&
                   (begins_upper(previous) ||
                    str_is_one_of(previous, joins_names))
               ? GO_ON
               : HARD;
  if (str_is_one_of(previous, classes) ||
      (is_i && previous.len > 0 && !begins_upper(previous)))
    return HARD;
  return GO_ON;
}

static bool is_acronym(zhen_str word)
{
  if (word.len < 3 || word.len % 2 == 0)
    return false;
  for (size_t i = 0; i < word.len; i++)
    if (i % 2 ? word.ptr[i] != '.' : (word.ptr[i] < 'A' || word.ptr[i] > 'Z'))
      return false;
  return true;
}

/* At 7 a.m. Mrs. Zhao left: only the time is before it. */
static bool opens_with_time(zhen_str before)
{
  zhen_str first = rules_follow(before).word;
  size_t spaces = 0;

  for (size_t i = 0; i < before.len && spaces <= 3; i++)
    spaces += before.ptr[i] == ' ';
  return spaces <= 3 && str_is_one_of(first, time_openers);
}

static verdict judge_hour(zhen_str before, const follow *f)
{
  if (rune_is_lower(f->rune) || rune_is_digit(f->rune) || f->bracket ||
      str_is_one_of(f->word, time_words) || opens_with_time(before))
    return GO_ON;
  return HARD;
}

static bool is_roman_word(zhen_str s)
{
  for (size_t i = 0; i < s.len; i++)
    if (!strchr("IVXLC", s.ptr[i]))
      return false;
  return s.len > 0;
}

static verdict judge_number(zhen_str before, zhen_str word, const follow *f)
{
  bool is_no = (word.ptr[0] | 0x20) == 'n';

  if (rune_is_digit(f->rune) || f->bracket || f->rune == 0xA7)
    return GO_ON;
  if (f->word.len == 1 && begins_upper(f->word) && f->word.ptr[0] != 'I' &&
      !is_no)
    return GO_ON;
  if (f->word.len > 1 && is_roman_word(f->word))
    return GO_ON;
  return judge_by_case(before, f);
}

static verdict judge_street(zhen_str before, zhen_str word, const follow *f)
{
  return starts_sentence(f) && begins_upper(word_before(before, word)) ? HARD
                                                                       : GO_ON;
}

static verdict judge_company(zhen_str before, const follow *f)
{
  if (f->bracket || str_is_one_of(f->word, company_forms))
    return GO_ON;
  return judge_by_case(before, f);
}

static verdict judge_abbrev(abbrev kind, zhen_str before, zhen_str word,
                            const follow *f)
{
  switch (kind) {
  case ABBREV_TITLE:
    return GO_ON;
  case ABBREV_NUMBER:
    return judge_number(before, word, f);
  case ABBREV_INSIDE:
    return starts_sentence(f) && !f->bracket ? HARD : GO_ON;
  case ABBREV_STREET:
    return judge_street(before, word, f);
  case ABBREV_COMPANY:
    return judge_company(before, f);
  case ABBREV_HOUR:
    return judge_hour(before, f);
  case ABBREV_ORDINARY:
    break;
  }
  return judge_by_case(before, f);
}

/* The last part of Lt.-Gov; the whole of U.S */
static zhen_str after_hyphen(zhen_str word)
{
  for (size_t i = word.len; i > 0; i--)
    if (word.ptr[i - 1] == '-' || word.ptr[i - 1] == '&')
      return (zhen_str){word.ptr + i, word.len - i};
  return word;
}

static bool is_single_capital(zhen_str before, zhen_str word)
{
  size_t size;
  uint32_t previous;

  if (word.len != 1 || !begins_upper(word))
    return false;
  if (before.len == word.len)
    return true;
  previous = utf8_at(before, utf8_before(before, before.len - 1), &size);
  return mark_is_space(previous) || rune_is_letter(previous) ||
         previous == 0xB7 || mark_of(previous) != MARK_NONE;
}

static bool ends_in_colon(zhen_str s)
{
  return (s.len > 0 && s.ptr[s.len - 1] == ':') ||
         (s.len > 2 && memcmp(s.ptr + s.len - 3, "：", 3) == 0);
}

static bool ends_in_semicolon(zhen_str s)
{
  return (s.len > 0 && s.ptr[s.len - 1] == ';') ||
         (s.len > 2 && memcmp(s.ptr + s.len - 3, "；", 3) == 0);
}

/* A label of several characters has no other letter than those of numbers. */
static bool may_be_label(zhen_str word)
{
  char last = word.len > 1 ? word.ptr[word.len - 1] : '1';

  return (last | 0x20) < 'a' || (last | 0x20) > 'z' || strchr("IVXivx", last);
}

/* 1. 2. at the start of the sentence; a list in it starts with 1. */
static bool is_list_number(zhen_str before, zhen_str word)
{
  zhen_str left = trim_end((zhen_str){before.ptr, before.len - word.len});
  bool digit = word.len > 0 && word.ptr[0] >= '1' && word.ptr[0] <= '9';

  if (!may_be_label(word))
    return false;
  if (rules_is_label(before))
    return true;
  if (!digit || !rules_is_label(word))
    return false;
  if (ends_in_semicolon(left))
    return true;
  if (left.len > 0 && left.len + word.len == before.len &&
      (left.ptr[left.len - 1] & 0x80) == 0)
    return false; /* a ratio */
  return word.len == 1 && word.ptr[0] == '1' && ends_in_colon(left);
}

verdict rules_en_dot(const abbrev_list *list, zhen_str before, zhen_str after)
{
  follow f = rules_follow(after);
  zhen_str word = after_hyphen(rules_last_word(before));
  abbrev kind;

  if (is_list_number(before, word))
    return GO_ON;
  if (word.len == 0)
    return !f.space && rune_is_word(f.rune) ? GO_ON : judge_by_case(before, &f);
  if (rune_is_digit((unsigned char)*after.ptr))
    return GO_ON;
  kind = abbrev_find(list, word);
  if (rune_is_han(f.rune) && !f.space && kind == ABBREV_ORDINARY)
    return is_single_capital(before, word) || is_acronym(word) ? GO_ON : HARD;
  if (kind != ABBREV_ORDINARY)
    return rune_is_han(f.rune) && !f.space
               ? GO_ON
               : judge_abbrev(kind, before, word, &f);
  if (!f.space && rune_is_letter(f.rune))
    return judge_glued(word, &f);
  if (is_single_capital(before, word))
    return judge_initial(before, word, &f);
  if (is_acronym(word))
    return judge_abbrev(ABBREV_INSIDE, before, word, &f);
  if (word.len <= 4 && rules_is_label(word) && is_heading(before, word))
    return SOFT;
  return judge_by_case(before, &f);
}

bool rules_is_marked_name(zhen_str before, zhen_str after)
{
  follow f = rules_follow(after);

  return str_is_one_of(rules_last_word(before), marked_names) &&
         !starts_sentence(&f);
}

verdict rules_en_stop(zhen_str before, zhen_str after, bool quoted)
{
  follow f = rules_follow(after);

  if (!f.space && !quoted && rune_is_word(f.rune))
    return rune_is_han(f.rune) ? HARD
                               : judge_glued(rules_last_word(before), &f);
  if (quoted && (rune_is_lower(f.rune) || rules_en_names_speaker(after)))
    return is_camel(f.word) ? HARD : GO_ON;
  return judge_by_case(before, &f);
}

bool rules_en_takes_note(const abbrev_list *list, zhen_str before)
{
  zhen_str word = rules_last_word(before);

  if (word.len < 2 || abbrev_find(list, word) != ABBREV_ORDINARY)
    return false;
  for (size_t i = 0; i < word.len; i++)
    if (word.ptr[i] < 'a' || word.ptr[i] > 'z')
      return false;
  return true;
}

static bool ends_in_ly(zhen_str word)
{
  return word.len > 4 && memcmp(word.ptr + word.len - 2, "ly", 2) == 0;
}

/* The reporting clause goes on after the verb: Tom asked her softly, ... */
static bool goes_on_narrating(zhen_str rest)
{
  follow f = rules_follow(rest);

  return f.rune == 0 || f.rune == '.' || f.rune == ',' || f.rune == ':' ||
         f.rune == ';' || str_is_one_of(f.word, after_verb) ||
         ends_in_ly(f.word);
}

bool rules_en_names_speaker(zhen_str after)
{
  zhen_str rest = rules_follow(after).rest;

  for (int words = 0; words < 5; words++) {
    follow f = rules_follow(rest);

    if (f.word.len == 0 ||
        (words == 0 && f.word.len > 1 && starts_sentence(&f)))
      return false;
    rest = (zhen_str){f.word.ptr + f.word.len, f.rest.len - f.word.len};
    if (words > 0 && str_is_one_of(f.word, speech_verbs))
      return goes_on_narrating(rest);
    if (!begins_upper(f.word))
      return false;
    if (rest.len > 0 && rest.ptr[0] == '.')
      rest = (zhen_str){rest.ptr + 1, rest.len - 1};
  }
  return false;
}
