/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The one way to write pairs and alignments: records of documents go to the
 * parts of a target, and a format, a few functions, writes them there.
 *
 * Align, filter and export make the records. What they do not know is missing
 * in a record, and a format leaves it out.
 */
#ifndef ZHEN_FORMAT_WRITER_H
#define ZHEN_FORMAT_WRITER_H

#include "base/buf.h"
#include "base/directory.h"
#include "format/record.h"

#include <zhen/corpus.h>

enum { WRITER_FILES = 5 };

typedef struct record_document {
  const char *id;                /* NULL: it has none */
  const char *zh_file, *en_file; /* NULL: not known */
  const zhen_sentences *zh, *en; /* NULL: not known */
  const char *relation;          /* of the texts; NULL: not known */
  double parallel;               /* if it is */
} record_document;

typedef struct writer_options {
  zhen_write_options write; /* without `nulls`, `min_score` and `set` */
  bool scores;              /* Moses: pairs have scores */
  bool places;              /* records are placed */
  bool words;               /* Moses: pairs have word links */
  bool keep;                /* fail rather than replace anything */
  bool copy;                /* bytes instead of records, see copy.h */
  zhen_files *files; /* to check targets against; NULL: they are checked */
  size_t n_parts;    /* 1, or 3: train, dev, test */
  /* of a corpus, for its card */
  zhen_granularity granularity;
  const char *license;
  double min_score;
  uint64_t seed;
  bool held_out;
} writer_options;

struct writer;
struct mnbvc_rows;
struct zip_writer;
struct reading;
struct epub_book;
struct tmx_memory;
struct srt_caption;

/* Train, dev, test, or all of an unsplit target. */
typedef struct writer_part {
  struct writer *writer;
  const char *name; /* "train"; NULL: unsplit */
  zhen_output *files[WRITER_FILES];
  char *stale[WRITER_FILES]; /* of a set of files, what is not written */
  buf line, zh, en;
  bool begun;
  const record_document *doc; /* the current one; NULL: none */
  uint64_t documents, rows, rows_of_document;
  uint64_t shards, rows_of_shard; /* HF */
  struct mnbvc_rows *kept;        /* MNBVC: of the document */
  struct hash_set *seen;          /* PO: sources */
  struct zip_writer *zip;         /* of a format that is a ZIP file */
  struct reading *reading;        /* HTML, EPUB: what is not laid out yet */
  struct epub_book *book;         /* EPUB */
  struct tmx_memory *memory;      /* TMX: for parts of pairs; NULL: none */
  unsigned sheets;                /* XLSX */
  struct srt_caption *caption;    /* SRT: that is not written yet */
} writer_part;

typedef enum writer_labels {
  LABELS_NONE,
  LABELS_REGION, /* zh-TW, common among tools for translators */
  LABELS_SCRIPT  /* zh-Hant */
} writer_labels;

typedef struct writer_format {
  const char *suffixes[WRITER_FILES]; /* of the files; "": the target itself */
  const char *directories[2];         /* in the target, if it is one */
  bool every;                         /* has all beads, wanted or not */
  bool exact;                         /* holds text of an alignment as it is */
  bool paragraphs;                    /* holds line ends of a corpus */
  writer_labels labels;               /* language tags in it */
  /* All but `put` may be NULL. A line that is left in the part is put to its
     first file by the caller. */
  zhen_status (*begin)(writer_part *p);
  zhen_status (*begin_document)(writer_part *p);
  zhen_status (*put)(writer_part *p, const record *r);
  zhen_status (*end_document)(writer_part *p);
  zhen_status (*end)(writer_part *p);
  const char *document_tail, *tail;       /* written last; NULL: nothing */
  void (*card)(struct writer *w, buf *b); /* README.md */
  void (*dispose)(writer_part *p);
} writer_format;

typedef struct writer {
  const writer_format *format;
  zhen_format number;
  writer_options options;
  char *target; /* file or prefix; the directory while it is written */
  directory_target directory;
  writer_part parts[ZHEN_PARTS];
} writer;

extern const writer_format format_tsv, format_jsonl, format_tmx, format_moses,
    format_ladder, format_vecalign, format_text, format_xliff, format_ces,
    format_hf, format_mnbvc, format_pharaoh, format_csv, format_xliff2,
    format_po, format_xlsx, format_docx, format_html, format_epub, format_copy,
    format_srt;

/* ---- for the formats ---- */

/* The line to a file, and empty it. */
void part_flush(writer_part *p, int file);

/* The document's name as a file of a side: its own, or the id. */
const char *document_file(const record_document *doc, const char *file);

/* Its id, or the name of a file of it. */
const char *document_name(const record_document *doc);

/* The id, or the name of a file without its directory; NULL: empty. */
const char *document_title(const record_document *doc);

/* Append a name, which may be any bytes, as a string of JSON or XML. */
void writer_put_json_name(buf *b, const char *name);
void writer_put_xml_name(buf *b, const char *name);

/* A side of a record, with its language and file. */
typedef struct writer_side {
  const char *code; /* language tag */
  zhen_str text;
  const char *file;
  const record_side *side;
} writer_side;

/* The source side and the target side. */
void writer_sides(const writer_part *p, const record *r, writer_side sides[2]);

/* The tags alone. */
void writer_codes(const writer *w, const char *codes[2]);

/* What the score of a pair says. */
typedef enum record_standing {
  STANDING_UNKNOWN,
  STANDING_DOUBTFUL,
  STANDING_APPROVED
} record_standing;

record_standing writer_standing(const writer_part *p, const record *r);

extern const char xml_declaration[];

/* Append a date, seconds since 1970, as strftime() does. */
void writer_put_date(buf *b, int64_t date, const char *format);

#endif
