/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the formats in XML have in common. libxml2 calls the functions of a
 * dialect for each element; they say where a unit begins and ends, and which
 * text belongs to which side.
 */
#ifndef ZHEN_PAIRS_XML_STATE_H
#define ZHEN_PAIRS_XML_STATE_H

#include "pairs/unit_reader.h"
#include "text/xml.h"

#include <libxml/parser.h>

typedef struct xml_reader xml_reader;

typedef struct xml_dialect {
  zhen_format format;
  void (*begin)(xml_reader *t, const xml_element *e);
  void (*end)(xml_reader *t, const char *name);
  const char *score[2]; /* what is around a score */
  const char *wrap[2];  /* the same of a place that needs more; a score that is
                           replaced has it already. NULL: none does */
} xml_dialect;

/* The languages of sources and targets of a file. */
typedef struct xml_sides {
  zhen_lang langs[2];
  bool guessed; /* the file does not say one of them */
} xml_sides;

/* Terms of one language of an entry, each followed by a NUL. */
typedef struct xml_terms {
  buf text;
  size_t count;
} xml_terms;

/* The texts of a segment of XLIFF 2, or of a unit of the others. */
typedef struct xml_texts {
  buf zh, en, score;
  bool in_text, in_score;
  zhen_lang lang; /* of the text; NONE: another, or seen already */
} xml_texts;

struct xml_reader {
  xml_events events;
  unit_sink *sink;
  xmlParserCtxt *xml;
  xml_guard guard;
  xml_watch watch;
  const xml_dialect *dialect; /* NULL: the root is not read yet */
  zhen_status status;
  unsigned depth, codes; /* depth of inline codes */
  unsigned aside;        /* depth in other translations */
  bool in_unit;
  bool own; /* in an element of zhen */
  xml_texts texts;
  xml_sides sides;
  unit_place place; /* of the unit */
  xml_terms zh_terms, en_terms;
  pair_batch segments; /* of a unit of XLIFF 2 */
  size_t segment;      /* where the current one begins */
  bool has_units;      /* a file of XLIFF 2 has; and what is not dropped */
  bool has_others;
  uint32_t groups;
};

bool xml_is(const char *name, const char *what);

/* Stop parsing; the second says why, and the line. */
void xml_stop(xml_reader *t, zhen_status status);
void xml_fail(xml_reader *t, const char *why);

size_t xml_line(const xml_reader *t);

/* Where the parser is. */
size_t xml_position(const xml_reader *t);

/* The text of the current side. */
buf *xml_side(xml_reader *t);

/* In a begin function: where the element begins, and its tag ends. */
size_t xml_begin_of(const xml_reader *t);
size_t xml_tag_end(const xml_reader *t);

/* In an end function: where the element ends. */
size_t xml_end_of(const xml_reader *t);

/* A unit begins: no text, no score, and it may be dropped from here on. */
void xml_begin_unit(xml_reader *t);

/* Its place ends here. */
void xml_end_place(xml_reader *t);

/* Text of a side follows, unless there is one of its language. */
void xml_begin_text(xml_reader *t, zhen_lang lang);

/* The score that zhen wrote follows, in an element; and ends. */
void xml_begin_score(xml_reader *t);
void xml_end_score(xml_reader *t);

/* Add the texts as a pair, or as a unit that is none. */
void xml_add(xml_reader *t, pair_batch *to, const unit_place *place);

/* The attributes that name the languages of a file. */
void xml_set_sides(xml_reader *t, zhen_str source, zhen_str target);

#endif
