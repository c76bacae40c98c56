/* SPDX-License-Identifier: Apache-2.0 */
#include "base/fail.h"
#include "base/mem.h"
#include "format/row.h"

#include <stdlib.h>
#include <zhen/write.h>

/* What the caller sees comes first. */
typedef struct bead_texts {
  zhen_bead_texts seen;
  buf text;
} bead_texts;

/* Append the sentences [begin, end); the pointer is set in settle(). */
static zhen_str put(bead_texts *t, buf *row, const zhen_sentences *s,
                    uint32_t begin, uint32_t end, zhen_lang lang,
                    row_style style)
{
  zhen_str text = row_text(row, s, begin, end, lang, style);

  buf_put(&t->text, text.ptr, text.len);
  t->text.failed |= row->failed;
  return (zhen_str){NULL, text.len};
}

/* Set the pointers, once the text does not move any more. */
static void settle(bead_texts *t)
{
  const char *next = t->text.ptr ? t->text.ptr : "";

  t->seen.text = (zhen_str){next, t->text.len};
  for (size_t i = 0; i < t->seen.count; i++) {
    zhen_bead_text *b = &t->seen.at[i];

    b->zh.ptr = next;
    b->en.ptr = next + b->zh.len;
    next += b->zh.len + b->en.len;
  }
}

zhen_status zhen_bead_texts_make(zhen_bead_texts **out, const zhen_bead *beads,
                                 size_t count, const zhen_sentences *zh,
                                 const zhen_sentences *en, bool one_line)
{
  const row_style style = one_line ? ROW_LINE : ROW_EXACT;
  bead_texts *t = mem_calloc(1, sizeof *t);
  buf row = {0};

  *out = NULL;
  if (t)
    t->seen.at = mem_calloc(count + 1, sizeof *t->seen.at);
  if (!t || !t->seen.at) {
    free(t);
    return zhen_fail_memory();
  }
  t->seen.count = count;
  for (size_t i = 0; i < count; i++) {
    const zhen_bead *b = &beads[i];

    t->seen.at[i].zh =
        put(t, &row, zh, b->zh_begin, b->zh_end, ZHEN_LANG_ZH, style);
    t->seen.at[i].en =
        put(t, &row, en, b->en_begin, b->en_end, ZHEN_LANG_EN, style);
  }
  buf_dispose(&row);
  settle(t);
  if (t->text.failed) {
    zhen_bead_texts_free(&t->seen);
    return zhen_fail_memory();
  }
  *out = &t->seen;
  return ZHEN_OK;
}

void zhen_bead_texts_free(zhen_bead_texts *texts)
{
  bead_texts *t = (bead_texts *)texts;

  if (!t)
    return;
  buf_dispose(&t->text);
  free(t->seen.at);
  free(t);
}
