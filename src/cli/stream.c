/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/stream.h"
#include "cli/progress.h"

static int say_stream(const article_job *p,
                      const zhen_align_stream_counts *counts, double least)
{
  if (!p->v->level.quiet)
    say("%llu document%s, %llu pairs; %llu line%s failed",
        (unsigned long long)counts->documents,
        counts->documents == 1 ? "" : "s", (unsigned long long)counts->pairs,
        (unsigned long long)counts->failed, counts->failed == 1 ? "" : "s");
  if (counts->rejected && !p->v->level.quiet)
    say("%llu document%s below --require-parallel %g rejected",
        (unsigned long long)counts->rejected, counts->rejected == 1 ? "" : "s",
        least);
  if (counts->failed)
    return EXIT_SOME;
  return counts->rejected ? EXIT_NO : EXIT_DONE;
}

int stream_run(const article_job *p, const char *output,
               const zhen_align_stream_options *options)
{
  zhen_align_stream_options how = *options;
  zhen_align_stream_counts counts;
  zhen_output *out;
  meter shown;
  zhen_status status;

  status = zhen_output_open(&out, output);
  if (status != ZHEN_OK)
    return say_failure(status);
  how.progress =
      meter_begin(&shown, p->v->level.quiet || meter_mixes(output), NULL);
  status = zhen_align_stream(p->files[0], out, p->lexicon, &how, &counts);
  meter_end(&shown);
  if (status != ZHEN_OK) {
    zhen_output_abandon(out);
    return say_failure(status);
  }
  status = zhen_output_commit(out);
  return status == ZHEN_OK ? say_stream(p, &counts, how.min_parallel)
                           : say_failure(status);
}
