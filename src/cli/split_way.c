/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/split_way.h"

zhen_status split_run(const split_way *way, const zhen_text *text,
                      zhen_text **joined, zhen_sentences **sentences,
                      zhen_sentences **dropped)
{
  zhen_status status = ZHEN_OK;

  if (way->wrap != ZHEN_WRAP_KEEP)
    status = zhen_text_unwrap(joined, text, way->wrap, dropped, NULL);
  if (status != ZHEN_OK)
    return status;
  return zhen_split(sentences, zhen_text_str(*joined ? *joined : text),
                    &way->options);
}
