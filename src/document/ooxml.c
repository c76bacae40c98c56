/* SPDX-License-Identifier: Apache-2.0 */
#include "document/ooxml.h"
#include "base/fail.h"
#include "base/mem.h"
#include "document/archive_paths.h"

#include <stdlib.h>
#include <string.h>

typedef struct links_reading {
  archive *archive;
  const char *part; /* whose references they are */
  ooxml_links *out;
  zhen_status status;
} links_reading;

static const char *last_word(archive *a, zhen_str type)
{
  size_t at = type.len;

  while (at > 0 && type.ptr[at - 1] != '/')
    at--;
  return archive_copy(a, type.len > 0 ? str_after(type, at) : type);
}

static zhen_status add(links_reading *r, const xml_element *e)
{
  ooxml_links *l = r->out;
  ooxml_link link = {NULL, NULL, NULL};
  zhen_status status = archive_resolve(r->archive, &link.part, r->part,
                                       xml_value(e, "Target", NULL));

  if (status != ZHEN_OK)
    return status;
  link.id = archive_copy(r->archive, xml_value(e, "Id", NULL));
  link.type = last_word(r->archive, xml_value(e, "Type", NULL));
  if (!link.id || !link.type)
    return zhen_fail_memory();
  status = mem_grow(&l->at, &l->capacity, l->count + 1, sizeof *l->at);
  if (status == ZHEN_OK)
    l->at[l->count++] = link;
  return status;
}

static bool begin(void *data, const xml_element *e)
{
  links_reading *r = data;

  if (r->status == ZHEN_OK && strcmp(e->name, "Relationship") == 0 &&
      !xml_value_is(e, "TargetMode", "External"))
    r->status = add(r, e);
  return true;
}

static int compare_ids(const void *a, const void *b)
{
  return strcmp(((const ooxml_link *)a)->id, ((const ooxml_link *)b)->id);
}

/* word/document.xml has those in word/_rels/document.xml.rels. */
static const char *file_of(archive *a, const char *part)
{
  const char *slash = strrchr(part, '/');
  size_t at = slash ? (size_t)(slash - part) + 1 : 0;
  buf path = {0};
  const char *out = NULL;

  buf_put(&path, part, at);
  buf_puts(&path, "_rels/");
  buf_puts(&path, part + at);
  buf_puts(&path, ".rels");
  if (!path.failed)
    out = archive_copy(a, (zhen_str){path.ptr, path.len});
  buf_dispose(&path);
  return out;
}

zhen_status ooxml_links_read(ooxml_links *out, archive *a, const char *part)
{
  const xml_visitor visitor = {.begin = begin};
  links_reading r = {.archive = a, .part = part, .out = out};
  const char *file = file_of(a, part);
  zhen_status status;

  *out = (ooxml_links){0};
  if (!file)
    return zhen_fail_memory();
  if (!archive_has(a, file))
    return ZHEN_OK;
  status = xml_walk_member(a, file, &visitor, &r);
  if (status == ZHEN_OK)
    status = r.status;
  if (status == ZHEN_OK && out->count > 0)
    qsort(out->at, out->count, sizeof *out->at, compare_ids);
  if (status != ZHEN_OK)
    ooxml_links_dispose(out);
  return status;
}

void ooxml_links_dispose(ooxml_links *links)
{
  free(links->at);
  *links = (ooxml_links){0};
}

static int compare_id(const void *key, const void *link)
{
  const zhen_str *id = key;
  const char *other = ((const ooxml_link *)link)->id;
  size_t len = strlen(other);
  int order = memcmp(id->ptr, other, id->len < len ? id->len : len);

  return order ? order : (id->len > len) - (id->len < len);
}

const char *ooxml_by_id(const ooxml_links *links, zhen_str id)
{
  const ooxml_link *found =
      id.ptr && links->count > 0
          ? bsearch(&id, links->at, links->count, sizeof *links->at, compare_id)
          : NULL;

  return found ? found->part : NULL;
}

const char *ooxml_by_type(const ooxml_links *links, const char *type)
{
  for (size_t i = 0; i < links->count; i++)
    if (strcmp(links->at[i].type, type) == 0)
      return links->at[i].part;
  return NULL;
}

zhen_status ooxml_main(archive *a, const char **out)
{
  ooxml_links links;
  zhen_status status = ooxml_links_read(&links, a, "");

  *out = NULL;
  if (status != ZHEN_OK)
    return status;
  *out = ooxml_by_type(&links, "officeDocument");
  ooxml_links_dispose(&links);
  return *out ? ZHEN_OK
              : archive_fail(a, "_rels/.rels",
                             "does not name the main part; the file is damaged "
                             "or not a document");
}

bool ooxml_is_on(const xml_element *e)
{
  return !xml_value_is(e, "val", "0") && !xml_value_is(e, "val", "false") &&
         !xml_value_is(e, "val", "off");
}

bool ooxml_take_alternative(const xml_element *e, bool *taken)
{
  bool choice = strcmp(e->name, "Choice") == 0;

  if (strcmp(e->name, "AlternateContent") == 0)
    *taken = false;
  if (!choice && strcmp(e->name, "Fallback") != 0)
    return true;
  return !*taken;
}
