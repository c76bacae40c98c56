/* SPDX-License-Identifier: Apache-2.0 */
/* A text and the map from each of its bytes back to the input. */
#include "text/text.h"
#include "base/fail.h"
#include "base/mem.h"
#include "base/path.h"

#include <stdio.h>
#include <stdlib.h>

zhen_text *text_new(const char *name, const char *encoding)
{
  zhen_text *text = mem_calloc(1, sizeof *text);

  if (!text)
    return NULL;
  text->name = mem_strdup(name);
  snprintf(text->encoding, sizeof text->encoding, "%s", encoding);
  if (!text->name) {
    free(text);
    return NULL;
  }
  return text;
}

/* Whether `source` continues the last run. */
static bool continues_run(const source_map *map, size_t source)
{
  const source_run *last = &map->run[map->count - 1];
  size_t steps = (map->text_len - last->text) / last->text_step;

  return source == last->source + steps * last->source_step;
}

static void add_run(source_map *map, const source_run *run)
{
  if (mem_grow(&map->run, &map->capacity, map->count + 1, sizeof *run) !=
      ZHEN_OK) {
    map->failed = true;
    return;
  }
  map->run[map->count++] = *run;
}

void text_map(zhen_text *text, size_t size, size_t source, size_t source_size)
{
  source_map *map = &text->map;
  bool same = size == source_size;
  source_run run = {.text = map->text_len, .source = source};

  if (map->failed || size == 0)
    return;
  run.text_step = same ? 1 : (uint8_t)size;
  run.source_step = same ? 1 : (uint8_t)(source_size < 255 ? source_size : 255);
  if (map->count == 0 || !continues_run(map, source) ||
      map->run[map->count - 1].text_step != run.text_step ||
      map->run[map->count - 1].source_step != run.source_step)
    add_run(map, &run);
  map->text_len += size;
}

zhen_status text_status(const zhen_text *text)
{
  if (text->map.failed)
    return zhen_fail_memory();
  return buf_status(&text->bytes);
}

const char *text_label(const char *name)
{
  return path_is_standard(name) ? "standard input" : name;
}

zhen_str zhen_text_str(const zhen_text *text)
{
  return (zhen_str){text->bytes.ptr, text->bytes.len};
}

const char *zhen_text_encoding(const zhen_text *text)
{
  return text->encoding;
}

const char *zhen_text_name(const zhen_text *text)
{
  return text->name;
}

/* Number of the last run that starts at or before `offset`. */
static size_t find_run(const source_map *map, size_t offset)
{
  size_t low = 0, high = map->count;

  while (high - low > 1) {
    size_t middle = low + (high - low) / 2;

    if (map->run[middle].text <= offset)
      low = middle;
    else
      high = middle;
  }
  return low;
}

size_t zhen_text_source(const zhen_text *text, size_t offset)
{
  const source_run *run;

  if (offset >= text->bytes.len || text->map.count == 0)
    return text->source_len;
  run = &text->map.run[find_run(&text->map, offset)];
  return run->source + (offset - run->text) / run->text_step * run->source_step;
}

/* Where the characters from `at` on, up to `end`, stop to come from as many
   bytes each. */
static size_t even_end(const zhen_text *in, size_t at, size_t end)
{
  const source_map *map = &in->map;
  size_t run = find_run(map, at);

  if (map->count == 0 || map->run[run].text_step != 1 ||
      map->run[run].source_step != 1)
    return at;
  return run + 1 < map->count && map->run[run + 1].text < end
             ? map->run[run + 1].text
             : end;
}

static size_t copy_map(zhen_text *out, const zhen_text *in, size_t at,
                       size_t end)
{
  size_t source = zhen_text_source(in, at), even = even_end(in, at, end);
  size_t size = utf8_size(in->bytes.ptr[at]);

  if (even > at)
    text_map(out, even - at, source, even - at);
  else
    text_map(out, size, source,
             size == 1 ? 1 : zhen_text_source(in, at + size) - source);
  return even > at ? even : at + size;
}

void text_copy(zhen_text *out, const zhen_text *in, size_t begin, size_t end)
{
  if (begin < end)
    buf_put(&out->bytes, in->bytes.ptr + begin, end - begin);
  while (begin < end)
    begin = copy_map(out, in, begin, end);
}

void text_put_source(const zhen_text *text, buf *out, size_t begin, size_t end)
{
  size_t first = text->source_len - text->source.len, from = first, to;

  if (begin == end)
    return;
  if (!text->source.ptr) {
    if (text->marked && begin == 0)
      buf_puts(out, "\xEF\xBB\xBF");
    buf_put(out, text->bytes.ptr + begin, end - begin);
    return;
  }
  if (begin > 0)
    from = zhen_text_source(text, begin);
  to = zhen_text_source(text, end);
  buf_put(out, text->source.ptr + (from - first), to - from);
}

void zhen_text_free(zhen_text *text)
{
  if (!text)
    return;
  buf_dispose(&text->bytes);
  buf_dispose(&text->source);
  free(text->map.run);
  free(text->name);
  free(text);
}
