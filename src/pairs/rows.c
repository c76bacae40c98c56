/* SPDX-License-Identifier: Apache-2.0 */
/* Formats with one pair per line: Moses; TSV and JSON lines. */
#include "pairs/rows.h"
#include "base/fail.h"
#include "pairs/state.h"
#include "text/text.h"
#include "text/utf8.h"

#include <string.h>

/* ---- lines of two files ---- */

static zhen_status fail_length(const zhen_pairs *p, const char *shorter,
                               size_t lines)
{
  return zhen_fail(ZHEN_EINPUT,
                   "%s ends after line %zu, before %s does; both files must "
                   "have the same number of lines",
                   shorter, lines, shorter == p->name ? p->en_name : p->name);
}

zhen_status rows_next_moses(zhen_pairs *p, bool *more)
{
  zhen_pair *pair = &p->row.pair;
  bool more_en = false, more_scores = false;
  zhen_str score = {0};
  zhen_status status = line_reader_next(&p->lines, &pair->zh, more);

  if (status == ZHEN_OK)
    status = line_reader_next(&p->en, &pair->en, &more_en);
  if (status == ZHEN_OK && p->scores.reader)
    status = line_reader_next(&p->scores, &score, &more_scores);
  if (status != ZHEN_OK)
    return status;
  if (*more != more_en)
    return fail_length(p, *more ? p->en_name : p->name,
                       *more ? p->en.line : p->lines.line);
  pair->score = pair_score(score);
  p->row.raw = (zhen_str){0};
  p->row.line = p->lines.line;
  if (p->scores.reader && *more && pair->score < 0)
    return zhen_fail(ZHEN_EINPUT,
                     "%s: line %zu: the score is not a number from 0 to 1",
                     p->scores_name, p->row.line);
  return ZHEN_OK;
}

/* ---- lines of one file ---- */

static zhen_status fail_line(const zhen_pairs *p, const char *why)
{
  return zhen_fail(
      ZHEN_EINPUT, "%s: line %zu: %s%s", text_label(p->name), p->lines.line,
      why, p->in_batches ? "" : "; use `skip_malformed` to skip such lines");
}

static bool is_blank(zhen_str line)
{
  return str_trim(line).len == 0 &&
         !(line.len && memchr(line.ptr, '\t', line.len));
}

zhen_status rows_next_line(zhen_pairs *p, bool *more)
{
  bool tsv = p->format == ZHEN_FORMAT_TSV;

  for (;;) {
    zhen_str line = {0};
    const char *fault;
    zhen_status status = line_reader_next(&p->lines, &line, more);

    if (status != ZHEN_OK || !*more)
      return status;
    if (is_blank(line))
      continue;
    if (tsv && p->lines.line == 1 && tsv_is_header(line)) {
      p->options.swap |= line.ptr[0] == 'e';
      buf_put(&p->header, line.ptr, line.len);
      continue;
    }
    status = tsv ? pair_line_tsv(&p->line, line, p->options.swap, &fault)
                 : pair_line_json(&p->line, line, &fault);
    if (status == ZHEN_OK)
      status = buf_status(&p->header);
    p->row = (zhen_pair_row){p->line.pair, line, p->lines.line};
    if (status != ZHEN_OK || !fault)
      return status;
    if (!p->options.skip_malformed)
      return fail_line(p, fault);
    p->malformed++;
  }
}
