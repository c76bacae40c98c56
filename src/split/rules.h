/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The rules of the two languages, as questions about the text on both sides
 * of a mark. They see the sentence the mark stands in and what follows, never
 * more: so a sentence splits the same alone and among others.
 */
#ifndef ZHEN_SPLIT_RULES_H
#define ZHEN_SPLIT_RULES_H

#include "split/abbrev.h"

typedef enum verdict {
  GO_ON, /* no boundary */
  SOFT,  /* one that the policy may leave out */
  HARD
} verdict;

/* What stands behind a mark and all that sticks to it. */
typedef struct follow {
  zhen_str word; /* first run of letters, opening marks skipped */
  zhen_str rest; /* from that word on */
  uint32_t rune; /* first character of `rest`; 0 if there is none */
  bool space;    /* white space comes first */
  bool bracket;  /* an opening bracket was skipped */
} follow;

follow rules_follow(zhen_str after);

/* The last run of Latin letters, digits and . - & of a text. */
zhen_str rules_last_word(zhen_str text);

/* A label such as 1 3.2 a IV 一 and nothing else, opening marks skipped. */
bool rules_is_label(zhen_str text);

bool rules_is_number_zh(uint32_t rune); /* 一二三十百 */

/* A full stop after Latin text or digits, with text behind it. */
verdict rules_en_dot(const abbrev_list *list, zhen_str before, zhen_str after);

/* ! or ? after Latin text; `quoted`: a quotation closes behind it. */
verdict rules_en_stop(zhen_str before, zhen_str after, bool quoted);

/* Whether digits glued to a full stop can be the number of a footnote. */
bool rules_en_takes_note(const abbrev_list *list, zhen_str before);

/* Whether `Mr. Li asked.` tells who spoke the quotation before it. */
bool rules_en_names_speaker(zhen_str after);

/* A full stop (.) behind a Han character. */
verdict rules_zh_dot(zhen_str before, zhen_str after);

/* Whether a point parts a foreign name: 馬克．安德里森. */
bool rules_zh_is_name(zhen_str before, zhen_str after);

/* Whether 图2 and nothing else stands before a full stop. */
bool rules_zh_is_caption(zhen_str before);

/*
 * A quotation that ends like a sentence has closed; `before` is its sentence
 * up to the opening mark (ptr NULL: it opened in an earlier sentence).
 */
verdict rules_zh_quote(zhen_str before, zhen_str after);

/* Whether the text begins as no sentence does: 就走了, 都卖完了. */
bool rules_zh_goes_on(zhen_str after);

/* Whether `老张说。` tells who spoke, and a quotation may follow. */
bool rules_zh_names_speaker(zhen_str after);

/* A name that holds an end mark: Yahoo! */
bool rules_is_marked_name(zhen_str before, zhen_str after);

bool str_is_one_of(zhen_str s, const char *const *list); /* NULL ends it */

#endif
