/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What readers of formats in units have in common. They get a file piece by
 * piece, and add its pairs and their places to a batch.
 */
#ifndef ZHEN_PAIRS_UNIT_READER_H
#define ZHEN_PAIRS_UNIT_READER_H

#include "pairs/batch.h"
#include "pairs/window.h"

#include <zhen/format.h>

enum {
  SEGMENT_MAX = 1 << 20, /* bytes of a text */
  UNIT_MAX = 16 << 20,   /* and of a unit with all that is in it */
  GAP_MAX = 64 << 20     /* and of what is between two units */
};

/* What a reader knows of the file, and what it fills. */
typedef struct unit_sink {
  const char *path;     /* for messages */
  const window *window; /* NULL: places are not needed */
  bool terse;           /* do not say how to skip malformed units */
  bool skip;            /* malformed units are counted, and dropped */
  bool swap;            /* English comes first in a row without names */
  pair_batch *batch;    /* of the current piece */
  zhen_format format;   /* AUTO: not known yet */
  size_t skipped;       /* units without two sides, and malformed ones */
  size_t placed;        /* end of the last place that was added */
  bool any;             /* a pair was found */
} unit_sink;

/* The functions of a reader, which `self` is. */
typedef struct unit_reader_type {
  zhen_status (*open)(void **self, unit_sink *sink);
  /* `at`: where the piece begins in the text. */
  zhen_status (*push)(void *self, zhen_str piece, size_t at);
  zhen_status (*finish)(void *self);
  /* The text of a score that goes to a place; negative: the head of a column.
     `fresh`: it replaces none. */
  void (*put_score)(const void *self, buf *out, double score, bool fresh,
                    bool wrap);
  void (*close)(void *self); /* NULL is allowed */
  const char *fill;          /* where all units are dropped that must not be */
} unit_reader_type;

/* TMX, XLIFF and TBX; PO; CSV, with any separator. */
extern const unit_reader_type xml_units, po_units, csv_units;

/*
 * Add a pair with its place, or count a unit that is none. Sides are trimmed;
 * `whole`: a pair may have an empty side.
 */
ZHEN_CHECK zhen_status unit_sink_add(unit_sink *s, text_pair pair, bool whole);

/* Count a malformed unit, or fail: "path: line N: why". */
ZHEN_CHECK zhen_status unit_sink_refuse(unit_sink *s, size_t line,
                                        const char *why);

#endif
