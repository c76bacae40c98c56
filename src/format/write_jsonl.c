/* SPDX-License-Identifier: Apache-2.0 */
/* JSONL: one object per line. Keys are added, never changed or removed. */
#include "format/row.h"
#include "base/fail.h"

#include <jansson.h>
#include <math.h>

static json_t *ids(uint32_t begin, uint32_t end)
{
  json_t *array = json_array();

  for (uint32_t i = begin; array && i < end; i++)
    if (json_array_append_new(array, json_integer(i)) != 0) {
      json_decref(array);
      return NULL;
    }
  return array;
}

static json_t *paragraph(const zhen_side *side, uint32_t begin, uint32_t end)
{
  if (begin == end)
    return json_null();
  return json_integer(side->sentences->at[begin].para);
}

static json_t *bytes(const zhen_side *side, uint32_t begin, uint32_t end)
{
  row_bytes range;

  if (begin == end)
    return json_null();
  range = row_bytes_of(side, begin, end);
  return json_pack("[I,I]", (json_int_t)range.begin, (json_int_t)range.end);
}

/* Four decimals, as in the other formats; NaN counts as 0. */
static double rounded(double score)
{
  return score > 0 ? round(score * 1e4) / 1e4 : 0;
}

static const char *text_or_empty(zhen_str s)
{
  return s.len > 0 ? s.ptr : "";
}

/* The file of a side; NULL without memory. */
static json_t *file_name(const zhen_side *side)
{
  buf name = {0};
  json_t *string = NULL;

  line_put_name(&name, zhen_text_name(side->source));
  if (!name.failed)
    string = json_stringn(name.len ? name.ptr : "", name.len);
  buf_dispose(&name);
  return string;
}

static json_t *pack(const row_source *doc, const row *r)
{
  const zhen_bead *b = r->bead;
  buf shape = {0};
  json_t *object;

  row_put_bead(&shape, b);
  if (shape.failed)
    return NULL;
  object = json_pack(
      "{s:s,s:I,s:s%,s:s%,s:f,s:s%,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o}", "schema",
      "zhen.pair/1", "id", (json_int_t)r->number, "zh", text_or_empty(r->zh),
      r->zh.len, "en", text_or_empty(r->en), r->en.len, "score",
      rounded((double)b->score), "bead", shape.ptr, shape.len, "zh_ids",
      ids(b->zh_begin, b->zh_end), "en_ids", ids(b->en_begin, b->en_end),
      "zh_para", paragraph(doc->zh, b->zh_begin, b->zh_end), "en_para",
      paragraph(doc->en, b->en_begin, b->en_end), "zh_bytes",
      bytes(doc->zh, b->zh_begin, b->zh_end), "en_bytes",
      bytes(doc->en, b->en_begin, b->en_end), "zh_file", file_name(doc->zh),
      "en_file", file_name(doc->en));
  buf_dispose(&shape);
  return object;
}

/* An unaligned sentence that was moved: its position in the other side. */
static bool add_moved(json_t *object, const row_source *doc, const zhen_bead *b)
{
  for (size_t k = 0; k < doc->n_moved; k++) {
    const zhen_bead *m = &doc->moved[k];

    if (b->zh_begin < b->zh_end && b->zh_begin >= m->zh_begin &&
        b->zh_end <= m->zh_end)
      return json_object_set_new(object, "moved",
                                 ids(m->en_begin, m->en_end)) == 0;
    if (b->en_begin < b->en_end && b->en_begin >= m->en_begin &&
        b->en_end <= m->en_end)
      return json_object_set_new(object, "moved",
                                 ids(m->zh_begin, m->zh_end)) == 0;
  }
  return true;
}

static int take(const char *bytes, size_t len, void *out)
{
  zhen_output_put(out, bytes, len);
  return 0;
}

/*
 * The text is valid UTF-8, so only memory can fail. Not json_dumps(): when its
 * buffer cannot grow, it drops a key and continues.
 */
static zhen_status put_row(const row_source *doc, const row *r,
                           zhen_output *out)
{
  const size_t flags = JSON_COMPACT | JSON_REAL_PRECISION(6);
  json_t *object = pack(doc, r);
  bool done = object && add_moved(object, doc, r->bead) &&
              json_dump_callback(object, take, out, flags) == 0;

  json_decref(object);
  zhen_output_put(out, "\n", 1);
  return done ? ZHEN_OK : zhen_fail_memory();
}

zhen_status write_jsonl(const row_source *doc, zhen_output *out)
{
  row_reader r = {.doc = doc, .nulls = doc->options.nulls, .exact = true};
  zhen_status status = ZHEN_OK, end;

  while (status == ZHEN_OK && rows_next(&r))
    status = put_row(doc, &r.now, out);
  end = rows_end(&r);
  return status == ZHEN_OK ? end : status;
}
