/* SPDX-License-Identifier: Apache-2.0 */
/* A list of terms as TSV, CSV or TBX. */
#include "base/fail.h"
#include "text/line.h"
#include "text/utf8.h"
#include "text/xml.h"

#include <zhen/terms.h>

/* ---- TSV and CSV ---- */

/* White space becomes one space, so that no column has a tab or a line end. */
static void put_column(buf *b, zhen_str text, buf *csv)
{
  if (!csv) {
    line_put_collapsed(b, text, false);
    return;
  }
  csv->len = 0;
  line_put_collapsed(csv, text, false);
  line_put_csv(b, (zhen_str){csv->ptr, csv->len});
}

/* `csv`: working memory; NULL: TSV. */
static void put_row(buf *b, const zhen_bilingual_term *t, buf *csv)
{
  char tab = csv ? ',' : '\t';

  put_column(b, t->zh, csv);
  buf_putc(b, tab);
  put_column(b, t->en, csv);
  buf_printf(b, "%c%llu%c", tab, (unsigned long long)t->count, tab);
  line_put_score(b, t->to_en, 2);
  buf_putc(b, tab);
  line_put_score(b, t->to_zh, 2);
  buf_printf(b, "%c%llu%c", tab, (unsigned long long)t->documents, tab);
  put_column(b, t->variants, csv);
  buf_putc(b, tab);
  put_column(b, t->zh_text, csv);
  buf_putc(b, tab);
  put_column(b, t->en_text, csv);
  buf_puts(b, csv ? "\r\n" : "\n");
}

/* ---- TBX ---- */

static const char tbx_head[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<tbx type=\"TBX-Basic\" style=\"dca\" xml:lang=\"en\" "
    "xmlns=\"urn:iso:std:iso:30042:ed-2\">\n"
    " <tbxHeader><fileDesc><sourceDesc><p>zhen terms</p></sourceDesc>"
    "</fileDesc></tbxHeader>\n"
    " <text><body>\n";
static const char tbx_tail[] = " </body></text>\n</tbx>\n";

static void put_section(buf *b, const char *lang, zhen_str term,
                        zhen_str example)
{
  buf_printf(b, "   <langSec xml:lang=\"%s\"><termSec><term>", lang);
  xml_put_text(b, term);
  buf_puts(b, "</term>");
  if (example.len > 0) {
    buf_puts(b, "<descrip type=\"context\">");
    xml_put_text(b, example);
    buf_puts(b, "</descrip>");
  }
  buf_puts(b, "</termSec></langSec>\n");
}

static void put_concept(buf *b, const zhen_bilingual_term *t, size_t number)
{
  buf_printf(b, "  <conceptEntry id=\"c%zu\">\n   <note>count %llu", number,
             (unsigned long long)t->count);
  if (t->variants.len > 0) {
    buf_puts(b, "; variants: ");
    xml_put_text(b, t->variants);
  }
  buf_puts(b, "</note>\n");
  put_section(b, "zh", t->zh, t->zh_text);
  put_section(b, "en", t->en, t->en_text);
  buf_puts(b, "  </conceptEntry>\n");
}

zhen_status zhen_terms_write(const zhen_terms *terms, zhen_terms_format format,
                             zhen_output *out)
{
  buf b = {0}, csv = {0};
  zhen_status status;

  if (format == ZHEN_TERMS_CSV)
    buf_puts(&b, "zh,en,count,to_en,to_zh,documents,variants,zh_text,"
                 "en_text\r\n");
  if (format == ZHEN_TERMS_TBX)
    buf_puts(&b, tbx_head);
  for (size_t i = 0; i < zhen_terms_count(terms); i++) {
    zhen_bilingual_term t = zhen_terms_at(terms, i);

    if (format == ZHEN_TERMS_TBX)
      put_concept(&b, &t, i + 1);
    else
      put_row(&b, &t, format == ZHEN_TERMS_CSV ? &csv : NULL);
    line_flush(&b, out);
  }
  if (format == ZHEN_TERMS_TBX)
    buf_puts(&b, tbx_tail);
  line_flush(&b, out);
  status = buf_status(&b);
  if (status == ZHEN_OK)
    status = buf_status(&csv);
  buf_dispose(&b);
  buf_dispose(&csv);
  return status;
}
