/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/memory_page.h"
#include "cli/progress.h"

#include <string.h>
#include <zhen/report.h>

/* Standard input cannot be read twice, so it needs --from. */
int memory_detect(bool *out, const article_values *v, const char *file)
{
  zhen_kind kind = ZHEN_KIND_AUTO;

  *out = false;
  if (v->from && zhen_kind_parse(&kind, v->from) == ZHEN_OK &&
      kind != ZHEN_KIND_AUTO) {
    *out = kind >= ZHEN_KIND_TMX && kind <= ZHEN_KIND_JSONL;
    return EXIT_DONE;
  }
  if (strcmp(file, "-") == 0 || v->presplit)
    return EXIT_DONE;
  /* What cannot be read is reported by what reads it. */
  if (zhen_pairs_detect(out, file, v->encoding) != ZHEN_OK)
    *out = false;
  return EXIT_DONE;
}

int memory_settle(article_job *p, const command *self, const article_values *v)
{
  p->self = self;
  p->v = v;
  if (v->patch)
    return say_usage(self, "--patch is for texts that are aligned; this file "
                           "has pairs, which are shown as they are");
  if (v->embeddings[0] || v->embeddings[1])
    return say_usage(self, "embeddings are for texts that are aligned; this "
                           "file has pairs, which are shown as they are");
  return EXIT_DONE;
}

int memory_write(article_job *p, const char *file, const char *output,
                 const char *zh_code, const char *en_code)
{
  meter shown;
  const zhen_report_options how = {
      .struct_size = sizeof how,
      .zh_code = zh_code,
      .en_code = en_code,
      .threads = (unsigned)p->v->threads,
      .progress = meter_begin(&shown, p->v->level.quiet, NULL)};
  const zhen_pairs_options in = {.struct_size = sizeof in,
                                 .encoding = p->v->encoding,
                                 .skip_malformed = true};
  zhen_pairs *pairs = NULL;
  zhen_scorer *scorer = NULL;
  zhen_status status;
  int failed = article_open_lexicon(p);

  if (failed)
    return failed;
  status = zhen_scorer_open(&scorer, p->lexicon, NULL);
  if (status == ZHEN_OK)
    status = zhen_pairs_open(&pairs, &file, 1, &in);
  if (status == ZHEN_OK)
    status = zhen_report_pairs(output, pairs, file, scorer, &how);
  meter_end(&shown);
  if (status == ZHEN_OK && !p->v->level.quiet && zhen_pairs_malformed(pairs))
    say("%s: %zu malformed lines or units without both languages are not shown",
        file, zhen_pairs_malformed(pairs));
  zhen_pairs_close(pairs);
  zhen_scorer_close(scorer);
  return status == ZHEN_OK ? EXIT_DONE : say_failure(status);
}
