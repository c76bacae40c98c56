/* SPDX-License-Identifier: Apache-2.0 */
/* A file of terms to a lexicon, in the format it is in. */
#include "lexicon/glossary.h"
#include "lexicon/glossary_lines.h"
#include "lexicon/glossary_tbx.h"
#include "text/utf8.h"

#include <zhen/text.h>

static zhen_status read_glossary(glossary *g, zhen_str text)
{
  zhen_str trimmed = str_trim(text);
  zhen_status status = glossary_open(g);

  if (status != ZHEN_OK)
    return status;
  return trimmed.len > 0 && trimmed.ptr[0] == '<'
             ? glossary_read_tbx(g, text)
             : glossary_read_lines(g, text);
}

zhen_status lexicon_add_glossary(zhen_lexicon *lexicon, const char *path,
                                 glossary_take *take, void *context)
{
  glossary g = {.lexicon = lexicon,
                .path = path,
                .line = 1,
                .take = take,
                .context = context};
  zhen_text *text;
  zhen_status status = zhen_text_read(&text, path, NULL);

  if (status != ZHEN_OK)
    return status;
  status = read_glossary(&g, zhen_text_str(text));
  if (status == ZHEN_OK)
    glossary_finish(&g);
  glossary_close(&g);
  zhen_text_free(text);
  return status;
}

zhen_status zhen_lexicon_add_glossary(zhen_lexicon *lexicon, const char *path)
{
  return lexicon_add_glossary(lexicon, path, NULL, NULL);
}
