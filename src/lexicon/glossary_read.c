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
  return !g->lenient && trimmed.len > 0 && trimmed.ptr[0] == '<'
             ? glossary_read_tbx(g, text)
             : glossary_read_lines(g, text);
}

static zhen_status read_file(glossary *g)
{
  zhen_text *text;
  zhen_status status = zhen_text_read(&text, g->path, NULL);

  if (status != ZHEN_OK)
    return status;
  status = read_glossary(g, zhen_text_str(text));
  if (status == ZHEN_OK)
    glossary_finish(g);
  glossary_close(g);
  zhen_text_free(text);
  return status;
}

zhen_status lexicon_add_glossary(zhen_lexicon *lexicon, const char *path,
                                 glossary_take *take, void *context)
{
  glossary g = {.lexicon = lexicon,
                .path = path,
                .line = 1,
                .take = take,
                .context = context};

  return read_file(&g);
}

zhen_status zhen_lexicon_add_glossary(zhen_lexicon *lexicon, const char *path)
{
  return lexicon_add_glossary(lexicon, path, NULL, NULL);
}

zhen_status zhen_lexicon_add_dictionary(zhen_lexicon *lexicon, const char *path,
                                        size_t *skipped)
{
  glossary g = {.lexicon = lexicon, .path = path, .line = 1, .lenient = true};
  zhen_status status = read_file(&g);

  if (skipped)
    *skipped = status == ZHEN_OK ? g.skipped : 0;
  return status;
}
