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

struct UConverter; /* of ICU */

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

/* The limits on input that grows piece by piece, and what was seen of it. */
typedef struct text_limits {
  const char *name; /* of the input, borrowed */
  size_t max_bytes, max_line;
  bool regular; /* nothing but a regular file is opened */
  size_t total, line, lines;
} text_limits;

/* Limits that are not set are those of a text held whole. */
text_limits text_limits_of(const char *name, const zhen_read_options *options);

ZHEN_CHECK zhen_status text_limits_add(text_limits *seen, const char *bytes,
                                       size_t len);

/* Line number `line` is too long. */
ZHEN_CHECK zhen_status text_limits_fail_line(const text_limits *seen,
                                             size_t line);

/* A place in the input as a user counts: from 1, bytes within the line. */
typedef struct text_position {
  size_t line, byte;
} text_position;

/*
 * Bytes that come piece by piece to texts: first look at what is there, then
 * find where it can be cut, then decode what was cut off.
 */
typedef struct text_decoder {
  const char *name;     /* of the input; this and the next are borrowed */
  const char *named;    /* encoding the user named, NULL to find out */
  const char *encoding; /* of the next piece */
  bool repair;          /* put U+FFFD for what cannot be decoded */
  bool prose;           /* refuse what is no running text */
  bool settled;         /* and of all behind it: a byte above ASCII was seen */
  size_t skip;          /* bytes of the mark the next piece begins with */
  size_t unit, feed;    /* bytes of a line feed, and which of them is 0x0A;
                           unit 0: nobody can tell without decoding */
  size_t source, lines; /* bytes and line feeds of the pieces before */
  size_t bytes, controls;      /* of their text, and control characters in it */
  text_position first_control; /* if there are any */
} text_decoder;

text_decoder text_decoder_of(const char *name,
                             const zhen_read_options *options);

/* Find out the encoding of `raw`; `more` is to come behind it. */
ZHEN_CHECK zhen_status text_decoder_look(text_decoder *d, const buf *raw,
                                         bool more);

/* Where the last line of `raw` that ends behind `from` ends; 0: nowhere. */
size_t text_decoder_cut(const text_decoder *d, const buf *raw, size_t from);

/* Decode and take over `raw`, which is disposed of in any case. */
ZHEN_CHECK zhen_status text_decoder_next(text_decoder *d, zhen_text **out,
                                         buf *raw);

/*
 * The encoding the bytes, which are not UTF-8, are most probably in: an ICU
 * converter name, or "UTF-8" if nothing else fits better.
 */
ZHEN_CHECK zhen_status encoding_guess(const char **out,
                                      const unsigned char *bytes, size_t len);

/*
 * A converter that stops at what is not valid, to be closed with ucnv_close();
 * ZHEN_EUSAGE if there is none of that name. NULL on failure.
 */
ZHEN_CHECK zhen_status encoding_open(struct UConverter **out, const char *name);

/* The converter to use for a name that a user gives or guessing found. */
const char *encoding_converter(const char *name);

#endif
