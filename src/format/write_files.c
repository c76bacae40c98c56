/* SPDX-License-Identifier: Apache-2.0 */
/* Targets of all formats: files are opened, filled, and get their names. */
#include "format/write_files.h"
#include "base/fail.h"
#include "base/mem.h"
#include "base/output.h"
#include "base/path.h"
#include "base/compress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const writer_format *const formats[] = {
    [ZHEN_FORMAT_AUTO] = &format_tsv,
    [ZHEN_FORMAT_TSV] = &format_tsv,
    [ZHEN_FORMAT_JSONL] = &format_jsonl,
    [ZHEN_FORMAT_TMX] = &format_tmx,
    [ZHEN_FORMAT_MOSES] = &format_moses,
    [ZHEN_FORMAT_LADDER] = &format_ladder,
    [ZHEN_FORMAT_VECALIGN] = &format_vecalign,
    [ZHEN_FORMAT_TEXT] = &format_text,
    [ZHEN_FORMAT_XLIFF] = &format_xliff,
    [ZHEN_FORMAT_CES] = &format_ces,
    [ZHEN_FORMAT_HF] = &format_hf,
    [ZHEN_FORMAT_MNBVC] = &format_mnbvc,
    [ZHEN_FORMAT_PHARAOH] = &format_pharaoh,
    [ZHEN_FORMAT_CSV] = &format_csv,
    [ZHEN_FORMAT_XLIFF2] = &format_xliff2,
    [ZHEN_FORMAT_PO] = &format_po,
    [ZHEN_FORMAT_XLSX] = &format_xlsx,
    [ZHEN_FORMAT_DOCX] = &format_docx,
    [ZHEN_FORMAT_HTML] = &format_html,
    [ZHEN_FORMAT_EPUB] = &format_epub,
    [ZHEN_FORMAT_SRT] = &format_srt,
};

/* Of mac-dev, hand-docs, ntrex-cn-synth and ted17-synth (tests/bench), 98 to
   100 % of the pairs of this probability are right, 89 to 98 % of all pairs. */
static const double APPROVED = .9;

static bool is_directory(const writer *w)
{
  return w->format->directories[0];
}

/* ---- names ---- */

/* Where the name of a part goes: out|.tsv.gz; it goes after a prefix. */
static size_t name_end(const writer *w, const char *target)
{
  size_t stem = compress_stem(target), end = stem;

  if (w->format->suffixes[1])
    return stem;
  while (end > 0 && target[end - 1] != '/' && target[end - 1] != '.')
    end--;
  return end > 1 && target[end - 1] == '.' && target[end - 2] != '/' ? end - 1
                                                                     : stem;
}

/* Not a text: OpusCleaner takes every .gz file for the text of a language. */
static bool is_beside(const writer *w, const char *suffix, const char *ending)
{
  return strcmp(ending, ".gz") == 0 && w->format->suffixes[1] &&
         strcmp(suffix, ".zh") != 0 && strcmp(suffix, ".en") != 0;
}

/* The name of a file of a part: out.train.tsv.gz, corpus.dev.zh.gz; in a
   directory zh-en.xml, zh-en.train.xml. */
static char *file_name(const writer_part *p, const char *suffix)
{
  const writer *w = p->writer;
  const char *target = w->target, *point = strchr(suffix, '.');
  const char *between = p->name ? "." : "", *name = p->name ? p->name : "";
  size_t end = name_end(w, target), stem = compress_stem(target);
  const char *ending = is_beside(w, suffix, target + stem) ? "" : target + stem;
  char *path;
  int n = is_directory(w)
              ? asprintf(&path, "%s/%.*s%s%s%s", target, (int)(point - suffix),
                         suffix, between, name, point)
              : asprintf(&path, "%.*s%s%s%.*s%s%s", (int)end, target, between,
                         name, (int)(stem - end), target + end, suffix, ending);

  return n < 0 ? NULL : path;
}

static zhen_status check_target(const writer *w, const char *target)
{
  bool split = w->options.n_parts > 1;
  const char *const *suffixes = w->format->suffixes;
  size_t stem = compress_stem(target);

  if (path_is_standard(target) && (is_directory(w) || suffixes[1] || split))
    return zhen_fail(ZHEN_EUSAGE,
                     "%s%s writes several files and cannot use standard "
                     "output; name a %s",
                     zhen_format_name(w->number), split ? ", split," : "",
                     is_directory(w) ? "directory"
                     : suffixes[1]   ? "prefix"
                                     : "file");
  if (!is_directory(w) && (stem == 0 || target[stem - 1] == '/'))
    return zhen_fail(ZHEN_EUSAGE, "%s: is a directory; %s needs a %s", target,
                     zhen_format_name(w->number),
                     suffixes[1] ? "prefix" : "file");
  if (zhen_format_is_zip(w->number) && target[stem])
    return zhen_fail(ZHEN_EUSAGE,
                     "%s: %s is compressed already; omit the ending %s", target,
                     zhen_format_name(w->number), target + stem);
  return ZHEN_OK;
}

/* ---- opening ---- */

static bool is_needed(const writer *w, const char *suffix)
{
  return (w->options.scores || strcmp(suffix, ".scores") != 0) &&
         (w->options.places || strcmp(suffix, ".ids") != 0) &&
         (w->options.words || strcmp(suffix, ".words") != 0);
}

static zhen_status open_file(writer_part *p, int i)
{
  writer *w = p->writer;
  const char *suffix = w->format->suffixes[i];
  bool standard = path_is_standard(w->target);
  char *path = standard ? mem_strdup("-") : file_name(p, suffix);
  zhen_status status = path ? ZHEN_OK : zhen_fail_memory();

  if (status == ZHEN_OK && !is_needed(w, suffix)) {
    p->stale[i] = path;
    return ZHEN_OK;
  }
  if (status == ZHEN_OK && w->options.files)
    status = zhen_files_add_target(w->options.files, path, ZHEN_TARGET_FILE);
  if (status == ZHEN_OK && w->options.keep && !standard &&
      access(path, F_OK) == 0 && strncmp(path, "/dev/", 5) != 0)
    status = zhen_fail(ZHEN_EOUTPUT,
                       "%s already exists; use `force` to replace it", path);
  if (status == ZHEN_OK)
    status = is_directory(w) ? output_create(&p->files[i], path)
                             : zhen_output_open(&p->files[i], path);
  free(path);
  return status;
}

static zhen_status put_line(writer_part *p, zhen_status status)
{
  if (p->line.len > 0 && p->files[0])
    part_flush(p, 0);
  if (status == ZHEN_OK && (p->line.failed || p->zh.failed || p->en.failed))
    return zhen_fail_memory();
  return status;
}

static zhen_status open_part(writer *w, writer_part *p, const char *name)
{
  zhen_status status = ZHEN_OK;

  p->writer = w;
  p->name = name;
  for (int i = 0; status == ZHEN_OK && i < WRITER_FILES; i++)
    if (w->format->suffixes[i])
      status = open_file(p, i);
  return status;
}

static bool ends_in(const char *name, const char *end)
{
  size_t len = strlen(name), n = strlen(end);

  return len > n && strcmp(name + len - n, end) == 0;
}

/* What the formats write to a directory, or to one in it. */
static bool is_ours(const char *in, const char *name)
{
  if (!in)
    return strcmp(name, "README.md") == 0 || strcmp(name, "data") == 0 ||
           strcmp(name, "zh") == 0 || strcmp(name, "en") == 0 ||
           ((strncmp(name, "en-zh.", 6) == 0 ||
             strncmp(name, "zh-en.", 6) == 0) &&
            ends_in(name, ".xml"));
  if (strcmp(in, "data") == 0)
    return strstr(name, "-0") && ends_in(name, ".jsonl.gz");
  return strspn(name, "-0123456789devtrainst") + strlen(".xml") ==
             strlen(name) &&
         strpbrk(name, "0123456789") && ends_in(name, ".xml");
}

static zhen_status open_directory(writer *w, const char *target)
{
  zhen_status status = ZHEN_OK;

  if (w->options.files)
    status =
        zhen_files_add_target(w->options.files, target, ZHEN_TARGET_DIRECTORY);
  if (status == ZHEN_OK)
    status = directory_open(&w->directory, target, !w->options.keep, is_ours);
  for (int i = 0; status == ZHEN_OK && i < 2 && w->format->directories[i]; i++)
    status = directory_add(&w->directory, w->format->directories[i]);
  return status;
}

static zhen_status open_target(writer *w, const char *target)
{
  static const char *const names[ZHEN_PARTS] = {"train", "dev", "test"};
  size_t n = w->options.n_parts;
  zhen_status status = check_target(w, target);

  if (status == ZHEN_OK && is_directory(w))
    status = open_directory(w, target);
  if (status != ZHEN_OK)
    return status;
  w->target = mem_strdup(is_directory(w) ? w->directory.path : target);
  if (!w->target)
    return zhen_fail_memory();
  for (size_t i = 0; status == ZHEN_OK && i < n; i++)
    status = open_part(w, &w->parts[i], n > 1 ? names[i] : NULL);
  return status;
}

zhen_status writer_open(writer **out, zhen_format format, const char *target,
                        const writer_options *options)
{
  writer *w = mem_calloc(1, sizeof *w);
  zhen_write_options *how;
  zhen_status status;

  *out = NULL;
  if (!w)
    return zhen_fail_memory();
  w->format = options->copy ? &format_copy : formats[format];
  w->number = format ? format : ZHEN_FORMAT_TSV;
  w->options = *options;
  how = &w->options.write;
  how->en_code = how->en_code ? how->en_code : "en-US";
  how->columns = how->columns ? how->columns : 80;
  how->approved = how->approved > 0 ? how->approved : APPROVED;
  if (!w->options.n_parts)
    w->options.n_parts = 1;
  status = open_target(w, target);
  if (status == ZHEN_OK)
    *out = w;
  else
    writer_abandon(w);
  return status;
}

/* ---- records ---- */

bool writer_needs_han(const writer *w)
{
  return w->format->labels && !w->options.write.zh_code;
}

void writer_set_han(writer *w, zhen_han han)
{
  static const char *const codes[][2] = {
      [ZHEN_HAN_UNCLEAR] = {"zh-CN", "zh"},
      [ZHEN_HAN_SIMPLIFIED] = {"zh-CN", "zh-Hans"},
      [ZHEN_HAN_TRADITIONAL] = {"zh-TW", "zh-Hant"}};

  if (writer_needs_han(w))
    w->options.write.zh_code = codes[han][w->format->labels == LABELS_SCRIPT];
}

static zhen_status begin_part(writer_part *p)
{
  if (p->begun)
    return ZHEN_OK;
  p->begun = true;
  writer_set_han(p->writer, ZHEN_HAN_UNCLEAR);
  return p->writer->format->begin ? put_line(p, p->writer->format->begin(p))
                                  : ZHEN_OK;
}

zhen_status writer_begin_document(writer_part *p, const record_document *doc)
{
  const writer_format *f = p->writer->format;
  zhen_status status;

  p->doc = doc;
  p->rows_of_document = 0;
  status = begin_part(p);
  return status == ZHEN_OK && f->begin_document
             ? put_line(p, f->begin_document(p))
             : status;
}

zhen_status writer_put(writer_part *p, const record *r)
{
  const writer_format *f = p->writer->format;
  zhen_status status;

  if ((r->zh.text.len == 0 || r->en.text.len == 0) &&
      !zhen_format_holds_nulls(p->writer->number))
    return ZHEN_OK;
  status = put_line(p, f->put(p, r));
  p->rows_of_document++;
  p->rows++;
  return status;
}

zhen_status writer_end_document(writer_part *p)
{
  const writer_format *f = p->writer->format;
  zhen_status status;

  p->documents++;
  buf_puts(&p->line, f->document_tail ? f->document_tail : "");
  status = put_line(p, f->end_document ? f->end_document(p) : ZHEN_OK);
  p->doc = NULL;
  return status;
}

/* ---- finishing ---- */

static zhen_status end_parts(writer *w)
{
  const writer_format *f = w->format;
  zhen_status status = ZHEN_OK;

  for (size_t i = 0; status == ZHEN_OK && i < w->options.n_parts; i++) {
    status = begin_part(&w->parts[i]);
    if (status != ZHEN_OK)
      break;
    buf_puts(&w->parts[i].line, f->tail ? f->tail : "");
    status = put_line(&w->parts[i], f->end ? f->end(&w->parts[i]) : ZHEN_OK);
  }
  return status;
}

/* Files of a directory have their names already; sync them to the disk. */
static zhen_status join_files(writer *w, zhen_output_set *set)
{
  zhen_status status = ZHEN_OK;

  for (size_t i = 0; i < w->options.n_parts; i++)
    for (int k = 0; status == ZHEN_OK && k < WRITER_FILES; k++) {
      zhen_output *out = w->parts[i].files[k];

      w->parts[i].files[k] = NULL;
      if (out)
        status = zhen_output_join(out, set);
    }
  for (size_t i = 0; i < w->options.n_parts; i++)
    for (int k = 0; status == ZHEN_OK && k < WRITER_FILES; k++)
      if (w->parts[i].stale[k])
        status = output_set_drop(set, w->parts[i].stale[k]);
  return status;
}

static zhen_status write_card(writer *w)
{
  buf card = {0};
  char *path = NULL;
  zhen_output *out;
  zhen_status status;

  w->format->card(w, &card);
  status = buf_status(&card);
  if (status == ZHEN_OK && asprintf(&path, "%s/README.md", w->target) < 0) {
    path = NULL;
    status = zhen_fail_memory();
  }
  if (status == ZHEN_OK)
    status = output_create(&out, path);
  if (status == ZHEN_OK) {
    zhen_output_put(out, card.ptr, card.len);
    status = zhen_output_commit(out);
  }
  free(path);
  buf_dispose(&card);
  return status;
}

static zhen_status join_directory(writer *w)
{
  zhen_status status = join_files(w, NULL);

  if (status == ZHEN_OK && w->format->card)
    status = write_card(w);
  return status == ZHEN_OK ? directory_commit(&w->directory) : status;
}

static zhen_status join_own_set(writer *w)
{
  zhen_output_set *set;
  zhen_status status = zhen_output_set_new(&set);

  if (status == ZHEN_OK)
    status = join_files(w, set);
  if (status == ZHEN_OK)
    return zhen_output_set_commit(set);
  zhen_output_set_abandon(set);
  return status;
}

zhen_status writer_join(writer *w, zhen_output_set *set)
{
  zhen_status status = end_parts(w);

  if (status == ZHEN_OK)
    status = is_directory(w) ? join_directory(w)
             : set           ? join_files(w, set)
                             : join_own_set(w);
  writer_abandon(w);
  return status;
}

void writer_abandon(writer *w)
{
  if (!w)
    return;
  for (size_t i = 0; i < ZHEN_PARTS; i++) {
    writer_part *p = &w->parts[i];

    for (int k = 0; k < WRITER_FILES; k++) {
      zhen_output_abandon(p->files[k]);
      free(p->stale[k]);
    }
    if (w->format->dispose)
      w->format->dispose(p);
    buf_dispose(&p->line);
    buf_dispose(&p->zh);
    buf_dispose(&p->en);
  }
  directory_dispose(&w->directory);
  free(w->target);
  free(w);
}
