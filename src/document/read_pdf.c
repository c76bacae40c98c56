/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A PDF document, through the program pdftotext. It is not linked: Poppler is
 * under the GPL.
 */
#include "base/fail.h"
#include "base/program.h"
#include "document/paragraphs.h"
#include "document/pdf_layout.h"
#include "document/pdf_pages.h"
#include "document/readers.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum {
  TEXT_MAX = 1 << 29, /* bytes; a thousand pages have 50 MB */
  PAGES_MAX = 1 << 30,
  PATIENCE = 600 /* seconds; it reads more than 100 pages in one */
};

/* ---- pdftotext ---- */

static zhen_status fail_run(const document_source *source,
                            const program_run *run)
{
  enum { NOT_ALLOWED = 3 }; /* an exit status of pdftotext */

  if (run->missing)
    return source_fail(source, NULL,
                       "reading PDF needs the program pdftotext; install it "
                       "(package poppler-utils), or save the file as text");
  if (run->too_long)
    return zhen_fail(ZHEN_ELIMIT,
                     "%s: pdftotext takes over %d minutes or prints over %d "
                     "MiB; give fewer pages",
                     text_label(source->name), PATIENCE / 60, TEXT_MAX >> 20);
  if (strstr(run->said, "Incorrect password"))
    return source_fail(source, NULL,
                       "is encrypted; save it without a password");
  if (run->exit == NOT_ALLOWED)
    return source_fail(source, NULL,
                       "does not permit copying its text; save it without "
                       "this restriction");
  return zhen_fail(
      ZHEN_EINPUT, "%s: pdftotext cannot read it: %.*s; the file is damaged",
      text_label(source->name), (int)strcspn(run->said, "\n"), run->said);
}

/* The pages from `first` to `last`, from 1. */
static zhen_status run_program(program_run *run, const document_source *source,
                               size_t first, size_t last)
{
  char from[24], to[24];
  const char *const arguments[] = {
      "pdftotext", "-bbox-layout", "-enc", "UTF-8", "-f",
      from,        "-l",           to,     "-",     "-",
      NULL};
  zhen_status status;

  snprintf(from, sizeof from, "%zu", first);
  snprintf(to, sizeof to, "%zu", last);
  *run = (program_run){.arguments = arguments,
                       .input = source->bytes.ptr,
                       .input_len = source->bytes.len,
                       .most = TEXT_MAX,
                       .patience = PATIENCE};
  status = program_run_all(run);
  if (status == ZHEN_OK && (run->missing || run->too_long || run->exit != 0))
    status = fail_run(source, run);
  return status;
}

/* It reads on after an error, with status 0; "Syntax Warning" is harmless. */
static bool has_error(const program_run *run)
{
  return strstr(run->said, "Error") != NULL;
}

/* The first page with an error: it is in the first half of the pages, or in the
   second. */
static zhen_status note_damage(zhen_document *out,
                               const document_source *source, size_t pages)
{
  size_t first = 1, last = pages;
  zhen_status status = ZHEN_OK;

  while (status == ZHEN_OK && first < last) {
    size_t middle = first + (last - first) / 2;
    program_run run;

    status = run_program(&run, source, first, middle);
    buf_dispose(&run.output);
    if (has_error(&run))
      last = middle;
    else
      first = middle + 1;
  }
  return status == ZHEN_OK
             ? document_note(out, (zhen_repair){.what = "is damaged from here "
                                                        "on; text may be "
                                                        "missing: compare it, "
                                                        "or get the file again",
                                                .page = first})
             : status;
}

/* ---- its text ---- */

static bool has_letters(zhen_str s)
{
  zhen_scripts n = zhen_text_scripts(s);

  return n.han + n.latin + n.kana + n.hangul + n.other > 0;
}

/* Lines to paragraphs; an empty line is between these. */
static zhen_status put_paragraphs(zhen_document *out,
                                  const document_source *source,
                                  const zhen_text *lines)
{
  paragraphs p = {0};
  zhen_text *joined;
  zhen_status status =
      zhen_text_unwrap(&joined, lines, ZHEN_WRAP_JOIN, NULL, NULL);
  zhen_str s;

  if (status != ZHEN_OK)
    return status;
  for (s = zhen_text_str(joined); s.len > 0; paragraphs_end(&p))
    paragraphs_put(&p, str_take_line(&s));
  zhen_text_free(joined);
  return paragraphs_finish(&p, &out->main, source->name);
}

static zhen_status decode(zhen_text **out, const document_source *source,
                          zhen_str bytes)
{
  const zhen_read_options options = {.struct_size = sizeof options,
                                     .encoding = "UTF-8",
                                     .max_line = SIZE_MAX,
                                     .repair = true};

  return zhen_text_decode(out, bytes.ptr, bytes.len, source->name, &options);
}

static zhen_status take_layout(zhen_document *out, document_source *source,
                               const pdf_layout *layout)
{
  zhen_text *lines = NULL;
  buf joined = {0};
  zhen_status status = ZHEN_OK;

  if (!has_letters((zhen_str){layout->text.ptr, layout->text.len}))
    status = source_fail(source, NULL,
                         "has no text: it is a scan; run an OCR program such "
                         "as ocrmypdf");
  if (status == ZHEN_OK)
    status = pdf_pages_join(&joined, layout, &out->dropped);
  if (status == ZHEN_OK)
    status = decode(&lines, source, (zhen_str){joined.ptr, joined.len});
  if (status == ZHEN_OK)
    status = put_paragraphs(out, source, lines);
  zhen_text_free(lines);
  buf_dispose(&joined);
  return status;
}

zhen_status document_read_pdf(zhen_document *out, document_source *source)
{
  program_run run;
  pdf_layout layout = {0};
  zhen_status status = run_program(&run, source, 1, PAGES_MAX);

  if (status == ZHEN_OK)
    status = pdf_layout_read(&layout, &run.output, source->name);
  buf_dispose(&run.output);
  if (status == ZHEN_OK && has_error(&run))
    status = note_damage(out, source, layout.n_pages);
  if (status == ZHEN_OK)
    status = take_layout(out, source, &layout);
  pdf_layout_dispose(&layout);
  return status;
}
