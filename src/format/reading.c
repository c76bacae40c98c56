/* SPDX-License-Identifier: Apache-2.0 */
#include "format/reading.h"
#include "base/fail.h"
#include "base/mem.h"
#include "text/utf8.h"
#include "text/xml.h"

#include <stdlib.h>

/* A block ends where both sides begin a paragraph; a long one, where one does.
   The number is a screen of text. */
enum { LONG_BLOCK = 20, HEADING_MAX = 120 };

/* The score of sentences that are not a pair; -1: not known. */
static const double ALONE = -2;

struct reading {
  reading_block *block;
  zhen_bead *beads; /* of the current block */
  size_t count, capacity;
  size_t done, now; /* beads of earlier blocks; the number of the current one */
  uint32_t zh, en;  /* the sentences after them */
  buf text;         /* of a paragraph */
};

zhen_status reading_open(writer_part *p, reading_block *block)
{
  p->reading = mem_calloc(1, sizeof *p->reading);
  if (!p->reading)
    return zhen_fail_memory();
  p->reading->block = block;
  return ZHEN_OK;
}

void reading_close(writer_part *p)
{
  if (!p->reading)
    return;
  free(p->reading->beads);
  buf_dispose(&p->reading->text);
  free(p->reading);
}

/* ---- text ---- */

static bool is_marked(const writer_part *p, const zhen_bead *b, bool *alone)
{
  *alone =
      b->score == ALONE || b->zh_begin == b->zh_end || b->en_begin == b->en_end;
  return *alone ||
         (b->score >= 0 && b->score < p->writer->options.write.approved);
}

/* The number of its bead makes a page of both sides readable again. */
static void begin_mark(writer_part *p, zhen_lang lang, const char *class)
{
  buf_printf(&p->line, "<span data-zhen=\"%s %zu\"%s>",
             lang == ZHEN_LANG_ZH ? "zh" : "en", p->reading->now, class);
}

static void put_lang(writer_part *p, zhen_lang lang)
{
  const zhen_write_options *o = &p->writer->options.write;
  const char *code = lang == ZHEN_LANG_ZH ? o->zh_code : o->en_code;
  buf *b = &p->line;

  buf_puts(b, " lang=\"");
  writer_put_xml_name(b, code);
  buf_puts(b, "\" xml:lang=\"");
  writer_put_xml_name(b, code);
  buf_putc(b, '"');
}

/* A sentence after those of its paragraph that were put before; the space
   between them is not marked. */
static void put_sentence(writer_part *p, const zhen_sentences *s, uint32_t i,
                         zhen_lang lang, const zhen_bead *bead)
{
  buf *text = &p->reading->text, *b = &p->line;
  bool alone, marked = is_marked(p, bead, &alone);
  size_t at = text->len;

  row_put_sentence(text, zhen_sentence_str(s, i), lang);
  if (at > 0 && at < text->len && text->ptr[at] == ' ') {
    buf_putc(b, ' ');
    at++;
  }
  if (at == text->len)
    return;
  begin_mark(p, lang,
             !marked ? ""
             : alone ? " class=\"alone\""
                     : " class=\"doubtful\"");
  xml_put_text(b, (zhen_str){text->ptr + at, text->len - at});
  buf_puts(b, "</span>");
}

static bool begins_paragraph(const zhen_sentences *s, uint32_t i)
{
  return i == 0 || i >= s->count || s->at[i].para != s->at[i - 1].para;
}

/* The sentences of a bead within the paragraphs of its side. */
static void put_flow(writer_part *p, const zhen_bead *bead,
                     const zhen_sentences *s, uint32_t begin, uint32_t end,
                     zhen_lang lang)
{
  for (uint32_t i = begin; i < end; i++) {
    bool new = begins_paragraph(s, i);

    if (new && p->reading->text.len > 0)
      buf_puts(&p->line, "</p>\n<p>");
    if (new)
      p->reading->text.len = 0;
    put_sentence(p, s, i, lang, bead);
  }
}

/* ---- blocks ---- */

static void put_column(writer_part *p, const char *class, zhen_lang lang)
{
  const struct reading *t = p->reading;
  const zhen_bead *last = &t->beads[t->count - 1];
  bool zh = lang == ZHEN_LANG_ZH;
  buf *b = &p->line;

  buf_puts(b, "<div");
  put_lang(p, lang);
  if (zh ? t->beads->zh_begin == last->zh_end
         : t->beads->en_begin == last->en_end) {
    buf_puts(b, "></div>\n");
    return;
  }
  buf_printf(b, "><p%s>", class);
  p->reading->text.len = 0;
  for (size_t i = 0; i < t->count; i++) {
    const zhen_bead *bead = &t->beads[i];

    p->reading->now = t->done + i + 1;
    put_flow(p, bead, zh ? p->doc->zh : p->doc->en,
             zh ? bead->zh_begin : bead->en_begin,
             zh ? bead->zh_end : bead->en_end, lang);
  }
  buf_puts(b, "</p></div>\n");
}

static void put_line_of(writer_part *p, const zhen_bead *bead,
                        const char *class, zhen_lang lang)
{
  bool zh = lang == ZHEN_LANG_ZH;
  uint32_t begin = zh ? bead->zh_begin : bead->en_begin;
  uint32_t end = zh ? bead->zh_end : bead->en_end;

  if (begin == end)
    return;
  buf_puts(&p->line, "<p");
  put_lang(p, lang);
  buf_printf(&p->line, "%s>", class);
  p->reading->text.len = 0;
  for (uint32_t i = begin; i < end; i++)
    put_sentence(p, zh ? p->doc->zh : p->doc->en, i, lang, bead);
  buf_puts(&p->line, "</p>\n");
}

/* A short paragraph on both sides without a mark at its end. */
static bool is_heading(const writer_part *p)
{
  const zhen_bead *b = p->reading->beads;
  zhen_str texts[2];

  if (p->reading->count != 1 || b->zh_end - b->zh_begin != 1 ||
      b->en_end - b->en_begin != 1)
    return false;
  texts[0] = zhen_sentence_str(p->doc->zh, b->zh_begin);
  texts[1] = zhen_sentence_str(p->doc->en, b->en_begin);
  for (int i = 0; i < 2; i++) {
    size_t size;
    uint32_t last;

    if (texts[i].len == 0 || texts[i].len > HEADING_MAX)
      return false;
    last = utf8_at(texts[i], utf8_before(texts[i], texts[i].len), &size);
    if (!rune_is_han(last) && !rune_is_latin(last) &&
        !(last >= '0' && last <= '9'))
      return false;
  }
  return true;
}

static void put_block(writer_part *p)
{
  struct reading *t = p->reading;
  bool heading, under = p->writer->options.write.layout == ZHEN_LAYOUT_UNDER;
  const char *class;

  if (t->count == 0)
    return;
  heading = is_heading(p);
  class = heading ? " class=\"heading\"" : "";
  t->block(p, heading);
  buf_printf(&p->line, "<div class=\"%s\">\n", under ? "under" : "side");
  if (!under) {
    put_column(p, class, ZHEN_LANG_ZH);
    put_column(p, class, ZHEN_LANG_EN);
  }
  for (size_t i = 0; under && i < t->count; i++) {
    buf_puts(&p->line, "<div>\n");
    t->now = t->done + i + 1;
    put_line_of(p, &t->beads[i], class, ZHEN_LANG_ZH);
    put_line_of(p, &t->beads[i], class, ZHEN_LANG_EN);
    buf_puts(&p->line, "</div>\n");
  }
  buf_puts(&p->line, "</div>\n");
  t->done += t->count;
  t->count = 0;
}

static zhen_status add(writer_part *p, zhen_bead bead)
{
  struct reading *t = p->reading;
  bool zh = begins_paragraph(p->doc->zh, bead.zh_begin);
  bool en = begins_paragraph(p->doc->en, bead.en_begin);
  zhen_status status;

  if (zh && en ? true : t->count >= LONG_BLOCK && (zh || en))
    put_block(p);
  status = mem_grow(&t->beads, &t->capacity, t->count + 1, sizeof *t->beads);
  if (status == ZHEN_OK)
    t->beads[t->count++] = bead;
  t->zh = bead.zh_end;
  t->en = bead.en_end;
  return status;
}

/* The end of the paragraph that goes on at `i`. */
static uint32_t paragraph_end(const zhen_sentences *s, uint32_t i, size_t end)
{
  if (i >= end)
    return i;
  for (i++; i < end && !begins_paragraph(s, i); i++)
    ;
  return i;
}

/* The sentences up to those of the next record: a paragraph of each side at a
   time. */
static zhen_status add_unaligned(writer_part *p, size_t zh, size_t en)
{
  const struct reading *t = p->reading;
  zhen_status status = ZHEN_OK;

  while (status == ZHEN_OK && (t->zh < zh || t->en < en))
    status =
        add(p, (zhen_bead){t->zh, paragraph_end(p->doc->zh, t->zh, zh), t->en,
                           paragraph_end(p->doc->en, t->en, en), ALONE});
  return status;
}

/* ---- records ---- */

zhen_str reading_first_text(const writer_part *p)
{
  const zhen_bead *b = p->reading->beads;

  if (p->reading->count == 0)
    return (zhen_str){NULL, 0};
  return b->zh_begin < b->zh_end ? zhen_sentence_str(p->doc->zh, b->zh_begin)
                                 : zhen_sentence_str(p->doc->en, b->en_begin);
}

zhen_status reading_begin_document(writer_part *p)
{
  p->reading->count = p->reading->zh = p->reading->en = 0;
  return ZHEN_OK;
}

static void put_plain(writer_part *p, zhen_str text, zhen_lang lang,
                      bool marked)
{
  buf *b = &p->line;

  buf_puts(b, "<div");
  put_lang(p, lang);
  buf_puts(b, "><p>");
  begin_mark(p, lang, marked ? " class=\"doubtful\"" : "");
  xml_put_text(b, text);
  buf_puts(b, "</span></p></div>\n");
}

zhen_status reading_put(writer_part *p, const record *r)
{
  bool doubtful = writer_standing(p, r) == STANDING_DOUBTFUL;
  zhen_status status;

  if (r->placed && p->doc->zh && p->doc->en) {
    status = add_unaligned(p, r->zh.begin, r->en.begin);
    return status == ZHEN_OK
               ? add(p, (zhen_bead){r->zh.begin, r->zh.end, r->en.begin,
                                    r->en.end, r->score})
               : status;
  }
  p->reading->block(p, false);
  p->reading->now = ++p->reading->done;
  buf_puts(&p->line, p->writer->options.write.layout == ZHEN_LAYOUT_UNDER
                         ? "<div class=\"under\">\n"
                         : "<div class=\"side\">\n");
  put_plain(p, r->zh.text, ZHEN_LANG_ZH, doubtful);
  put_plain(p, r->en.text, ZHEN_LANG_EN, doubtful);
  buf_puts(&p->line, "</div>\n");
  return ZHEN_OK;
}

zhen_status reading_end_document(writer_part *p)
{
  zhen_status status = ZHEN_OK;

  if (p->doc->zh && p->doc->en)
    status = add_unaligned(p, p->doc->zh->count, p->doc->en->count);
  put_block(p);
  return p->reading->text.failed ? zhen_fail_memory() : status;
}

/* ---- the page ---- */

const char reading_style[] =
    ":root{color-scheme:light dark}\n"
    "body{font-family:serif;line-height:1.6;margin:0 auto;padding:1em;"
    "max-width:68em}\n"
    "h1{font-size:1.3em}\n"
    "p{margin:0 0 .6em}\n"
    ".side{display:table;table-layout:fixed;width:100%}\n"
    ".side>div{display:table-cell;width:50%;vertical-align:top;"
    "padding:0 .8em}\n"
    ".under{margin:0 0 1em}\n"
    ".under>div{margin:0 0 .5em;break-inside:avoid}\n"
    ".under p{margin:0}\n"
    ".heading{font-weight:bold;margin-top:1em}\n"
    ".doubtful{text-decoration:underline dotted}\n"
    ".alone{font-style:italic;border:1px dashed;padding:0 .15em}\n"
    ".legend{font-family:sans-serif;font-size:.8em}\n"
    "@media (max-width:36em){.side,.side>div{display:block;width:auto;"
    "padding:0}.side{margin:0 0 1em}}\n"
    "@media print{body{max-width:none;padding:0}p{orphans:2;widows:2}}\n";

void reading_put_legend(buf *b, double approved)
{
  buf_puts(b, "<p class=\"legend\"><span class=\"doubtful\">dotted</span>: the "
              "probability of the pair is below ");
  line_put_score(b, approved, 2);
  buf_puts(b, "; <span class=\"alone\">dashed</span>: unaligned</p>\n");
}
