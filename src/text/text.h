/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The inside of a zhen_text, and the steps between bytes and text.
 *
 * The map to the input is a list of runs. In a run, consecutive characters of
 * `text_step` bytes come from `source_step` bytes each, so a whole UTF-8 file
 * is one run, and a decoded one has a run for each change between ASCII and
 * ideographs.
 */
#ifndef ZHEN_TEXT_TEXT_H
#define ZHEN_TEXT_TEXT_H

#include "base/buf.h"
#include "text/utf8.h"

struct UConverter; /* of ICU */

typedef struct source_run {
  size_t text, source; /* where the run starts */
  uint8_t text_step, source_step;
} source_run;

typedef struct source_map {
  source_run *run;
  size_t count, capacity;
  size_t text_len; /* bytes of text mapped so far */
  bool failed;     /* out of memory: sticky */
} source_map;

struct zhen_text {
  buf bytes;
  source_map map;
  size_t source_len;
  char *name;
  char encoding[32];
  buf source;  /* the input that was decoded, if it was to be kept */
  bool marked; /* UTF-8 after a byte order mark */
};

/* An empty text; NULL without memory. */
zhen_text *text_new(const char *name, const char *encoding);

/* The next `size` bytes of text came from `source_size` bytes at `source`. */
void text_map(zhen_text *text, size_t size, size_t source, size_t source_size);

/* Append the characters [begin, end) of another text, which is not empty. */
void text_copy(zhen_text *out, const zhen_text *in, size_t begin, size_t end);

/*
 * Append the input of the bytes [begin, end) of a text whose input is kept; the
 * byte order mark belongs to the first.
 */
void text_put_source(const zhen_text *text, buf *out, size_t begin, size_t end);

/*
 * Keep the input of the pieces that a reader returns. Those of XML may also end
 * after a tag, and its lines have any length.
 */
void text_reader_keep(zhen_text_reader *reader);

/* ZHEN_OK, or ZHEN_ENOMEM if the bytes or the map are incomplete. */
ZHEN_CHECK zhen_status text_status(const zhen_text *text);

/* The name of the input in messages. */
const char *text_label(const char *name);

/* The limits on input that is read in pieces, and the counts so far. */
typedef struct text_limits {
  const char *name; /* of the input, borrowed */
  size_t max_bytes, max_line;
  bool regular; /* open regular files only */
  size_t total, line, lines;
} text_limits;

/* Limits that are not set default to those of a whole text. */
text_limits text_limits_of(const char *name, const zhen_read_options *options);

ZHEN_CHECK zhen_status text_limits_add(text_limits *seen, const char *bytes,
                                       size_t len);

/* Line number `line` is too long. */
ZHEN_CHECK zhen_status text_limits_fail_line(const text_limits *seen,
                                             size_t line);

/* A position in the input for the user: from 1, bytes within the line. */
typedef struct text_position {
  size_t line, byte;
} text_position;

/*
 * Decode bytes piece by piece: first examine them, then find where to cut, then
 * decode the part before the cut.
 */
typedef struct text_decoder {
  const char *name;     /* of the input; this and the next are borrowed */
  const char *named;    /* encoding named by the user, NULL to detect it */
  const char *encoding; /* of the next piece */
  const char *declared; /* by the file itself; may be NULL */
  bool repair;          /* put U+FFFD for what cannot be decoded */
  bool prose;           /* refuse what is not running text */
  bool keep;            /* keep the input, for text_put_source() */
  bool settled;         /* also for later pieces: a byte above ASCII was seen */
  size_t skip;          /* bytes of the mark that the next piece starts with */
  size_t unit, feed; /* bytes of a line feed, and which of them is 0x0A; unit 0:
                        cannot be found without decoding */
  size_t source, lines;        /* bytes and line feeds of earlier pieces */
  size_t bytes, controls;      /* text bytes of them, and control characters */
  text_position first_control; /* if there are any */
} text_decoder;

text_decoder text_decoder_of(const char *name,
                             const zhen_read_options *options);

/* Detect the encoding of `raw`; `more`: it is not complete. */
ZHEN_CHECK zhen_status text_decoder_look(text_decoder *d, const buf *raw,
                                         bool more);

/* Where the last line feed of `raw` after `from` ends, or another character of
   ASCII; 0: nowhere. */
size_t text_decoder_cut(const text_decoder *d, const buf *raw, size_t from,
                        char after);

/* Decode and take over `raw`, which is freed in any event. */
ZHEN_CHECK zhen_status text_decoder_next(text_decoder *d, zhen_text **out,
                                         buf *raw);

/*
 * The most probable encoding of bytes that are not UTF-8: an ICU converter
 * name, or "UTF-8" if nothing fits better.
 */
ZHEN_CHECK zhen_status encoding_guess(const char **out,
                                      const unsigned char *bytes, size_t len);

/*
 * A converter that stops at invalid input, to be closed with ucnv_close();
 * ZHEN_EUSAGE if the name is unknown. NULL on failure.
 */
ZHEN_CHECK zhen_status encoding_open(struct UConverter **out, const char *name);

/* Whether names of encodings are the same, as ICU compares them: by letters and
   numbers. For UTF-8, by far the most frequent one, ICU is not needed. */
bool encoding_is(const char *name, const char *other);

/* The converter for a name given by a user or found by detection. */
const char *encoding_converter(const char *name);

#endif
