/* SPDX-License-Identifier: Apache-2.0 */
#include "document/docx_styles.h"
#include "base/fail.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

typedef struct styles_reading {
  archive *archive;
  docx_styles *out;
  docx_style *now; /* NULL: between styles */
  zhen_status status;
} styles_reading;

static zhen_status add(styles_reading *r, const xml_element *e)
{
  docx_styles *s = r->out;
  const char *id = archive_copy(r->archive, xml_value(e, "styleId", NULL));
  zhen_status status =
      id ? mem_grow(&s->at, &s->capacity, s->count + 1, sizeof *s->at)
         : zhen_fail_memory();

  if (status != ZHEN_OK)
    return status;
  s->at[s->count] = (docx_style){.id = id};
  r->now = &s->at[s->count++];
  return ZHEN_OK;
}

/* The names of the built-in styles are English in every language. */
static void take_name(docx_style *style, zhen_str name)
{
  if (name.len == 5 && strncasecmp(name.ptr, "toc ", 4) == 0)
    style->hidden = true;
  if (name.len == 16 && strncasecmp(name.ptr, "placeholder text", 16) == 0)
    style->hidden = true;
  if (name.len == 10 && strncasecmp(name.ptr, "zhen title", 10) == 0)
    style->hidden = true; /* the name of a file, over its pairs */
  if (name.len == 9 && strncasecmp(name.ptr, "heading 1", 9) == 0)
    style->chapter = style->headed = true;
}

static bool begin(void *data, const xml_element *e)
{
  styles_reading *r = data;
  zhen_str value = xml_value(e, "val", NULL);

  if (r->status != ZHEN_OK)
    return false;
  if (strcmp(e->name, "style") == 0) {
    r->status = add(r, e);
  } else if (!r->now) {
    return true;
  } else if (strcmp(e->name, "name") == 0 && value.ptr) {
    take_name(r->now, value);
  } else if (strcmp(e->name, "basedOn") == 0) {
    r->now->parent = archive_copy(r->archive, value);
  } else if (strcmp(e->name, "vanish") == 0) {
    r->now->hidden |= ooxml_is_on(e);
  } else if (strcmp(e->name, "outlineLvl") == 0) {
    r->now->headed = true;
    r->now->chapter = xml_value_is(e, "val", "0");
  }
  return true;
}

static void end(void *data, const char *name)
{
  if (strcmp(name, "style") == 0)
    ((styles_reading *)data)->now = NULL;
}

static int compare_ids(const void *a, const void *b)
{
  return strcmp(((const docx_style *)a)->id, ((const docx_style *)b)->id);
}

zhen_status docx_styles_read(docx_styles *out, archive *a, const char *part)
{
  const xml_visitor visitor = {.begin = begin, .end = end};
  styles_reading r = {.archive = a, .out = out};
  zhen_status status = ZHEN_OK;

  *out = (docx_styles){0};
  if (part && archive_has(a, part))
    status = xml_walk_member(a, part, &visitor, &r);
  if (status == ZHEN_OK)
    status = r.status;
  if (status == ZHEN_OK && out->count > 0)
    qsort(out->at, out->count, sizeof *out->at, compare_ids);
  return status;
}

void docx_styles_dispose(docx_styles *styles)
{
  free(styles->at);
  *styles = (docx_styles){0};
}

static int compare_id(const void *key, const void *style)
{
  const zhen_str *id = key;
  const char *other = ((const docx_style *)style)->id;
  size_t len = strlen(other);
  int order = memcmp(id->ptr, other, id->len < len ? id->len : len);

  return order ? order : (id->len > len) - (id->len < len);
}

docx_style docx_style_find(const docx_styles *styles, zhen_str id)
{
  enum { PARENTS_MAX = 10 }; /* as in Word */
  docx_style found = {0};

  for (int i = 0; id.ptr && styles->count > 0 && i <= PARENTS_MAX; i++) {
    const docx_style *s =
        bsearch(&id, styles->at, styles->count, sizeof *styles->at, compare_id);

    if (!s)
      break;
    found.hidden |= s->hidden;
    if (!found.headed) {
      found.headed = s->headed;
      found.chapter = s->chapter;
    }
    id = (zhen_str){s->parent, s->parent ? strlen(s->parent) : 0};
  }
  return found;
}
