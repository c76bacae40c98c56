/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A message catalog of gettext. A source text that was there before gets a
 * context, since a catalog has each message once. Doubtful pairs are fuzzy.
 */
#include "base/fail.h"
#include "base/hash_set.h"
#include "base/mem.h"
#include "format/writer.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>
#include <zhen/zhen.h>

/* zh_TW of zh-TW */
static void put_locale(buf *b, const char *code)
{
  for (; *code; code++)
    buf_putc(b, *code == '-' ? '_' : *code);
}

static zhen_status begin_po(writer_part *p)
{
  int64_t date = p->writer->options.write.date;
  const char *codes[2];
  buf *b = &p->line;

  p->seen = mem_calloc(1, sizeof *p->seen);
  if (!p->seen)
    return zhen_fail_memory();
  writer_codes(p->writer, codes);
  buf_printf(b,
             "msgid \"\"\nmsgstr \"\"\n"
             "\"Project-Id-Version: zhen %s\\n\"\n\"PO-Revision-Date: ",
             zhen_version());
  writer_put_date(b, date, "%Y-%m-%d %H:%M+0000");
  buf_puts(b,
           "\\n\"\n\"Last-Translator: zhen\\n\"\n\"Language-Team: none\\n\"\n"
           "\"Language: ");
  put_locale(b, codes[1]);
  buf_puts(b, "\\n\"\n\"MIME-Version: 1.0\\n\"\n"
              "\"Content-Type: text/plain; charset=UTF-8\\n\"\n"
              "\"Content-Transfer-Encoding: 8bit\\n\"\n"
              "\"X-Source-Language: ");
  put_locale(b, codes[0]);
  buf_puts(b, "\\n\"\n");
  return ZHEN_OK;
}

static void put_string(buf *b, const char *key, zhen_str s)
{
  static const char special[] = "\"\\\n\t", letters[] = "\"\\nt";

  buf_printf(b, "%s \"", key);
  for (size_t at = 0; at < s.len;) {
    size_t begin = at;
    uint32_t rune = utf8_next(s, &at);
    const char *found = rune && rune < 0x80 ? strchr(special, (int)rune) : NULL;

    if (found) {
      buf_putc(b, '\\');
      buf_putc(b, letters[found - special]);
    } else if (rune < 0x20 || rune == 0x7F) {
      buf_put_rune(b, 0xFFFD);
    } else {
      buf_put(b, s.ptr + begin, at - begin);
    }
  }
  buf_puts(b, "\"\n");
}

static zhen_status put_po(writer_part *p, const record *r)
{
  buf *b = &p->line;
  writer_side sides[2];
  bool repeated;
  zhen_status status;

  writer_sides(p, r, sides);
  status = hash_set_add(
      p->seen, XXH3_64bits(sides[0].text.ptr, sides[0].text.len), &repeated);
  if (status != ZHEN_OK)
    return status;
  buf_putc(b, '\n');
  if (p->doc->id) {
    buf_puts(b, "#. document ");
    line_put_name(b, p->doc->id);
    buf_putc(b, '\n');
  }
  if (r->score >= 0) {
    buf_puts(b, "#. score ");
    line_put_score(b, r->score, 4);
    buf_putc(b, '\n');
  }
  if (writer_standing(p, r) == STANDING_DOUBTFUL)
    buf_puts(b, "#, fuzzy\n");
  if (repeated)
    buf_printf(b, "msgctxt \"%llu\"\n", (unsigned long long)p->rows + 1);
  put_string(b, "msgid", sides[0].text);
  put_string(b, "msgstr", sides[1].text);
  return ZHEN_OK;
}

static void dispose_po(writer_part *p)
{
  if (p->seen)
    hash_set_dispose(p->seen);
  free(p->seen);
}

const writer_format format_po = {.suffixes = {""},
                                 .labels = LABELS_REGION,
                                 .begin = begin_po,
                                 .put = put_po,
                                 .dispose = dispose_po};
