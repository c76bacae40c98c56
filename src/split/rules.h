/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The rules of the two languages, as conditions on the text on both sides of a
 * mark. They see only the sentence that contains the mark and what follows: so
 * a sentence splits the same alone and among others.
 */
#ifndef ZHEN_SPLIT_RULES_H
#define ZHEN_SPLIT_RULES_H

#include "split/abbrev.h"

typedef enum verdict {
  GO_ON, /* no boundary */
  SOFT,  /* one that the policy may omit */
  HARD
} verdict;

/* The text after a mark and everything that belongs to it. */
typedef struct follow {
  zhen_str word; /* first run of letters, after opening marks */
  zhen_str rest; /* from that word on */
  uint32_t rune; /* first character of `rest`; 0 if there is none */
  bool space;    /* white space comes first */
  bool bracket;  /* after an opening bracket */
} follow;

follow rules_follow(zhen_str after);

/* The last run of Latin letters, digits and . - & of a text. */
zhen_str rules_last_word(zhen_str text);

/* A label such as 1 3.2 a IV 一 and nothing else, after opening marks. */
bool rules_is_label(zhen_str text);

bool rules_is_number_zh(uint32_t rune); /* 一二三十百 */

/* A full stop after Latin text or digits, followed by text. */
verdict rules_en_dot(const abbrev_list *list, zhen_str before, zhen_str after);

/* ! or ? after Latin text; `quoted`: a quotation closes after it. */
verdict rules_en_stop(zhen_str before, zhen_str after, bool quoted);

/* Whether digits directly after a full stop can be a footnote number. */
bool rules_en_takes_note(const abbrev_list *list, zhen_str before);

/* Whether `Mr. Li asked.` names the speaker of the quotation before it. */
bool rules_en_names_speaker(zhen_str after);

/* A full stop (.) after a Han character. */
verdict rules_zh_dot(zhen_str before, zhen_str after);

/* Whether a point separates the parts of a foreign name: 馬克．安德里森. */
bool rules_zh_is_name(zhen_str before, zhen_str after);

/* Whether the text before a full stop is 图2 and nothing else. */
bool rules_zh_is_caption(zhen_str before);

/*
 * A quotation that ends like a sentence has closed; `before` is its sentence up
 * to the opening mark (ptr NULL: it was opened in an earlier sentence).
 */
verdict rules_zh_quote(zhen_str before, zhen_str after);

/* Whether the text cannot start a sentence: 就走了, 都卖完了. */
bool rules_zh_goes_on(zhen_str after);

/* Whether `老张说。` names the speaker, and a quotation may follow. */
bool rules_zh_names_speaker(zhen_str after);

/* A name that includes an end mark: Yahoo! */
bool rules_is_marked_name(zhen_str before, zhen_str after);

bool str_is_one_of(zhen_str s, const char *const *list); /* NULL-terminated */

#endif
