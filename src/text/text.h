/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The inside of a zhen_text, and the steps between bytes and text.
 *
 * The way back to the input is a list of runs. Within a run characters of
 * `text_step` bytes came one after the other from `source_step` bytes each, so
 * a whole UTF-8 file is one run, and a decoded one has a run for each change
 * between ASCII and ideographs.
 */
#ifndef ZHEN_TEXT_TEXT_H
#define ZHEN_TEXT_TEXT_H

#include "base/buf.h"
#include "text/utf8.h"

typedef struct source_run {
  size_t text, source; /* where the run begins */
  uint8_t text_step, source_step;
} source_run;

typedef struct source_map {
  source_run *run;
  size_t count, capacity;
  size_t text_len; /* bytes of text told so far */
  bool failed;     /* out of memory: sticky */
} source_map;

struct zhen_text {
  buf bytes;
  source_map map;
  size_t source_len;
  char *name;
  char encoding[32];
};

/* An empty text; NULL without memory. */
zhen_text *text_new(const char *name, const char *encoding);

/* The next `size` bytes of text came from `source_size` bytes at `source`. */
void text_map(zhen_text *text, size_t size, size_t source, size_t source_size);

/* ZHEN_OK, or ZHEN_ENOMEM if the bytes or the map are incomplete. */
ZHEN_CHECK zhen_status text_status(const zhen_text *text);

/* How the input is called in messages. */
const char *text_label(const char *name);

/* Decode and take over `raw`, which is disposed of in any case. */
ZHEN_CHECK zhen_status text_decode(zhen_text **out, buf *raw, const char *name,
                                   const zhen_read_options *options);

/* The limits on input that grows piece by piece. `{0}` is the beginning. */
typedef struct text_limits {
  size_t total, line, lines;
} text_limits;

ZHEN_CHECK zhen_status text_limits_add(text_limits *seen, const char *bytes,
                                       size_t len, const char *name,
                                       const zhen_read_options *options);

/*
 * The encoding the bytes, which are not UTF-8, are most probably in: an ICU
 * converter name, or "UTF-8" if nothing else fits better.
 */
const char *encoding_guess(const unsigned char *bytes, size_t len);

/* The converter to use for a name that a user gives or guessing found. */
const char *encoding_converter(const char *name);

#endif
