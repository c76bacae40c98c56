/* SPDX-License-Identifier: Apache-2.0 */
/*
 * TMX 1.4b for translation memories. Pairs only: importers reject an empty
 * segment. No DOCTYPE: readers would look for a DTD that does not exist.
 */
#include "base/fail.h"
#include "base/mem.h"
#include "format/parts.h"
#include "text/utf8.h"
#include "text/xml.h"

#include <stdlib.h>
#include <string.h>
#include <zhen/zhen.h>

typedef struct tmx_memory {
  zhen_scorer *scorer;
  record last; /* the pair before, with those that it continues */
  record_texts texts;
} tmx_memory;

/* Units for parts of pairs, unless rows are paragraphs or documents. */
static zhen_status open_parts(writer_part *p)
{
  const zhen_lexicon *lexicon = p->writer->options.write.parts;

  if (!lexicon || p->writer->options.granularity)
    return ZHEN_OK;
  p->memory = mem_calloc(1, sizeof *p->memory);
  return p->memory ? zhen_scorer_open(&p->memory->scorer, lexicon, NULL)
                   : zhen_fail_memory();
}

static zhen_status begin_tmx(writer_part *p)
{
  const zhen_write_options *o = &p->writer->options.write;
  const char *codes[2];
  buf *b = &p->line;

  writer_codes(p->writer, codes);
  buf_printf(b,
             "%s<tmx version=\"1.4\">\n <header creationtool=\"zhen\" "
             "creationtoolversion=\"%s\" segtype=\"%s\" o-tmf=\"zhen\" "
             "adminlang=\"en\" srclang=\"",
             xml_declaration, zhen_version(),
             p->writer->options.granularity ? "paragraph" : "sentence");
  writer_put_xml_name(b, codes[0]);
  buf_puts(b, "\" datatype=\"plaintext\"");
  if (o->date > 0) {
    buf_puts(b, " creationdate=\"");
    writer_put_date(b, o->date, "%Y%m%dT%H%M%SZ");
    buf_putc(b, '"');
  }
  buf_puts(b, "/>\n <body>\n");
  return open_parts(p);
}

static void put_name(buf *b, const char *type, const char *name)
{
  if (!name)
    return;
  buf_printf(b, "   <prop type=\"%s\">", type);
  writer_put_xml_name(b, name);
  buf_puts(b, "</prop>\n");
}

static void put_prop(buf *b, const char *type, const char *value)
{
  buf_printf(b, "   <prop type=\"%s\">%s</prop>\n", type, value);
}

static void put_probability(buf *b, double score)
{
  if (score < 0)
    return;
  buf_puts(b, "   <prop type=\"x-zhen-prob\">");
  line_put_score(b, score, 4);
  buf_puts(b, "</prop>\n");
}

/* Of texts that are not translations of each other as a whole. */
static void put_verdict(buf *b, const record_document *doc)
{
  if (!doc->relation || strcmp(doc->relation, "parallel") == 0)
    return;
  buf_puts(b, "   <prop type=\"x-zhen-parallel\">");
  line_put_score(b, doc->parallel, 4);
  buf_puts(b, "</prop>\n");
  put_prop(b, "x-zhen-relation", doc->relation);
}

/* Where a unit is from. */
static void put_place(buf *b, const writer_side sides[2],
                      const record_document *doc)
{
  const record_side *source = sides[0].side, *target = sides[1].side;

  put_name(b, "x-document", doc->id);
  put_name(b, "x-source-file", document_file(doc, sides[0].file));
  put_name(b, "x-target-file", document_file(doc, sides[1].file));
  buf_printf(b, "   <prop type=\"x-offsets\">%zu-%zu %zu-%zu</prop>\n",
             source->bytes.begin, source->bytes.end, target->bytes.begin,
             target->bytes.end);
}

static void put_variant(buf *b, const char *code, zhen_str text)
{
  buf_puts(b, "   <tuv xml:lang=\"");
  writer_put_xml_name(b, code);
  buf_puts(b, "\"><seg>");
  xml_put_text(b, text);
  buf_puts(b, "</seg></tuv>\n");
}

/* FNV-1a, which the page of a report computes, too. */
static uint32_t hash_of(uint32_t hash, zhen_str s)
{
  for (size_t i = 0; i < s.len; i++)
    hash = (hash ^ (unsigned char)s.ptr[i]) * 16777619u;
  return hash;
}

/* The number of the pair in its file, after a hash of its texts: programs take
   units of several files with one id for versions of one unit. */
static void begin_unit(writer_part *p, const record *r, unsigned number)
{
  int64_t date = p->writer->options.write.date;
  buf *b = &p->line;

  buf_printf(b, "  <tu tuid=\"%08x-%llu",
             hash_of(hash_of(2166136261u, r->zh.text), r->en.text),
             (unsigned long long)p->rows + 1);
  if (number)
    buf_printf(b, ".%u", number);
  buf_putc(b, '"');
  for (int i = 0; i < 2 && date > 0; i++) {
    buf_puts(b, i ? " changedate=\"" : " creationid=\"zhen\" creationdate=\"");
    writer_put_date(b, date, "%Y%m%dT%H%M%SZ");
    buf_putc(b, '"');
  }
  buf_puts(b, ">\n");
}

static void end_unit(buf *b, const writer_side sides[2])
{
  put_variant(b, sides[0].code, sides[0].text);
  put_variant(b, sides[1].code, sides[1].text);
  buf_puts(b, "  </tu>\n");
}

/* ---- units besides the pairs ---- */

static void put_part(writer_part *p, const record *whole, const record *r,
                     unsigned number, const char *kind)
{
  writer_side sides[2];

  begin_unit(p, whole, number);
  writer_sides(p, r, sides);
  put_probability(&p->line, r->score);
  put_prop(&p->line, "x-zhen-part", kind);
  put_place(&p->line, sides, p->doc);
  end_unit(&p->line, sides);
}

static zhen_status put_sentences(writer_part *p, const record *r,
                                 zhen_lang lang, unsigned *number)
{
  parts found;
  zhen_status status = parts_of(&found, p->memory->scorer, p->doc, r, lang);

  for (size_t i = 0; status == ZHEN_OK && i < found.count; i++) {
    record one = *r;

    one.zh.text = found.at[i].zh;
    one.en.text = found.at[i].en;
    one.score = found.at[i].probability;
    put_part(p, r, &one, ++*number, "divided");
  }
  return status;
}

/* A quotation and what follows it: programs such as OmegaT do not end a Chinese
   sentence at a closing quotation mark. */
static bool continues(const writer_part *p, const record *last, const record *r)
{
  const zhen_sentence *at = p->doc->zh->at;
  zhen_str s;
  size_t size;
  uint32_t end;

  if (last->zh.end == 0 || last->zh.end != r->zh.begin ||
      last->en.end != r->en.begin ||
      at[last->zh.end - 1].para != at[r->zh.begin].para ||
      r->zh.end - last->zh.begin > ZHEN_BEAD_MAX)
    return false;
  s = zhen_sentence_str(p->doc->zh, last->zh.end - 1);
  if (s.len == 0)
    return false;
  end = utf8_at(s, utf8_before(s, s.len), &size);
  return end == 0x201D || end == 0x2019 || end == 0x300D || end == 0x300F;
}

static void put_joined(writer_part *p, const record *r, unsigned *number)
{
  tmx_memory *m = p->memory;
  record joined = *r;

  if (continues(p, &m->last, r)) {
    joined.zh.begin = m->last.zh.begin;
    joined.en.begin = m->last.en.begin;
    joined.zh.bytes.begin = m->last.zh.bytes.begin;
    joined.en.bytes.begin = m->last.en.bytes.begin;
    joined.score = r->score < m->last.score ? r->score : m->last.score;
    joined.zh.text = row_text(&m->texts.zh, p->doc->zh, joined.zh.begin,
                              joined.zh.end, ZHEN_LANG_ZH, ROW_LINE);
    joined.en.text = row_text(&m->texts.en, p->doc->en, joined.en.begin,
                              joined.en.end, ZHEN_LANG_EN, ROW_LINE);
    put_part(p, r, &joined, ++*number, "joined");
  }
  m->last = joined;
}

static zhen_status put_parts(writer_part *p, const record *r)
{
  unsigned number = 0;
  bool sure = writer_standing(p, r) == STANDING_APPROVED;
  zhen_status status = ZHEN_OK;

  if (!p->memory || !r->placed || !p->doc->zh || !p->doc->en)
    return ZHEN_OK;
  if (sure)
    status = put_sentences(p, r, ZHEN_LANG_ZH, &number);
  if (sure && status == ZHEN_OK)
    status = put_sentences(p, r, ZHEN_LANG_EN, &number);
  put_joined(p, r, &number);
  return status;
}

static zhen_status begin_document(writer_part *p)
{
  if (p->memory)
    p->memory->last = (record){0};
  return ZHEN_OK;
}

/* ---- pairs ---- */

static zhen_status put_tmx(writer_part *p, const record *r)
{
  writer_side sides[2];
  buf *b = &p->line;

  writer_sides(p, r, sides);
  begin_unit(p, r, 0);
  put_probability(b, r->score);
  if (r->placed) {
    buf_puts(b, "   <prop type=\"x-zhen-bead\">");
    record_put_bead(b, r);
    buf_puts(b, "</prop>\n");
    put_verdict(b, p->doc);
    put_place(b, sides, p->doc);
  }
  end_unit(b, sides);
  return put_parts(p, r);
}

static void dispose_tmx(writer_part *p)
{
  if (!p->memory)
    return;
  zhen_scorer_close(p->memory->scorer);
  buf_dispose(&p->memory->texts.zh);
  buf_dispose(&p->memory->texts.en);
  free(p->memory);
}

const writer_format format_tmx = {.suffixes = {""},
                                  .labels = LABELS_REGION,
                                  .begin = begin_tmx,
                                  .begin_document = begin_document,
                                  .put = put_tmx,
                                  .tail = " </body>\n</tmx>\n",
                                  .dispose = dispose_tmx};
