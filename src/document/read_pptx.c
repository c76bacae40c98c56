/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A presentation: the slides in their order, each with its diagrams and the
 * notes of the speaker after it. Hidden slides and shapes, slide numbers, dates
 * and comments are left out.
 */
#include "base/fail.h"
#include "base/mem.h"
#include "document/ooxml.h"
#include "document/paragraphs.h"
#include "document/readers.h"

#include <stdlib.h>
#include <string.h>

typedef struct pptx {
  archive *archive;
  ooxml_links links;
  paragraphs text;
  bool notes;  /* notes of a slide are read: of its shapes only their body */
  bool hidden; /* the slide */
  bool in_text, taken;
  size_t depth, left_out; /* elements; where a shape that is not read began */
  size_t shape;           /* the depth of the current shape; 0: none */
  zhen_status status;
} pptx;

/* ---- a slide ---- */

/* What a shape is comes at its beginning, before its text. */
static void look_at_shape(pptx *p, const xml_element *e)
{
  bool hidden =
      strcmp(e->name, "cNvPr") == 0 && (xml_attribute_is(e, "hidden", "1") ||
                                        xml_attribute_is(e, "hidden", "true"));
  bool placed = strcmp(e->name, "ph") == 0;
  bool other = placed && (xml_attribute_is(e, "type", "sldNum") ||
                          xml_attribute_is(e, "type", "dt") ||
                          xml_attribute_is(e, "type", "hdr") ||
                          xml_attribute_is(e, "type", "ftr"));

  if (placed && p->notes && !xml_attribute_is(e, "type", "body"))
    other = true;
  if ((hidden || other) && p->shape > 0 && p->left_out == 0)
    p->left_out = p->shape;
}

static bool is_shape(const char *name)
{
  return strcmp(name, "sp") == 0 || strcmp(name, "graphicFrame") == 0 ||
         strcmp(name, "grpSp") == 0 || strcmp(name, "cxnSp") == 0 ||
         strcmp(name, "pic") == 0;
}

static bool is_generated(const xml_element *e)
{
  zhen_str type = xml_attribute(e, "type", NULL);

  return strcmp(e->name, "fld") == 0 && type.ptr &&
         (str_begins(type, "slidenum") || str_begins(type, "datetime"));
}

static bool begin_slide(void *data, const xml_element *e)
{
  pptx *p = data;

  if (strcmp(e->name, "sld") == 0)
    p->hidden = xml_attribute_is(e, "show", "0") ||
                xml_attribute_is(e, "show", "false");
  if (p->hidden || is_generated(e) || !ooxml_take_alternative(e, &p->taken))
    return false;
  p->depth++;
  if (is_shape(e->name))
    p->shape = p->depth;
  look_at_shape(p, e);
  if (strcmp(e->name, "t") == 0)
    p->in_text = p->left_out == 0;
  else if (strcmp(e->name, "br") == 0 && p->left_out == 0)
    paragraphs_break(&p->text);
  return true;
}

static void end_slide(void *data, const char *name)
{
  pptx *p = data;

  if (strcmp(name, "t") == 0)
    p->in_text = false;
  else if (strcmp(name, "p") == 0)
    paragraphs_end(&p->text);
  else if (strcmp(name, "Choice") == 0)
    p->taken = true;
  if (p->depth == p->left_out)
    p->left_out = 0;
  p->depth--;
}

static void take_text(void *data, zhen_str s)
{
  pptx *p = data;

  if (p->in_text)
    paragraphs_put(&p->text, s);
}

static zhen_status read_part(pptx *p, const char *part, bool notes)
{
  static const xml_visitor visitor = {begin_slide, end_slide, take_text};

  p->notes = notes;
  p->depth = p->left_out = p->shape = 0;
  return xml_walk_member(p->archive, part, &visitor, p);
}

/* The diagrams of a slide, then its notes. */
static zhen_status read_linked(pptx *p, const ooxml_links *links)
{
  const char *notes = ooxml_by_type(links, "notesSlide");
  zhen_status status = ZHEN_OK;

  for (size_t i = 0; status == ZHEN_OK && i < links->count; i++)
    if (strcmp(links->at[i].type, "diagramData") == 0)
      status = read_part(p, links->at[i].part, false);
  return status == ZHEN_OK && notes ? read_part(p, notes, true) : status;
}

static zhen_status read_slide(pptx *p, const char *part)
{
  ooxml_links links;
  zhen_status status = ooxml_links_read(&links, p->archive, part);

  if (status != ZHEN_OK)
    return status;
  paragraphs_part(&p->text);
  p->hidden = false;
  status = read_part(p, part, false);
  if (status == ZHEN_OK && !p->hidden)
    status = read_linked(p, &links);
  ooxml_links_dispose(&links);
  return status;
}

/* ---- the presentation ---- */

static bool begin_presentation(void *data, const xml_element *e)
{
  pptx *p = data;
  const char *part;

  if (strcmp(e->name, "sldId") != 0 || p->status != ZHEN_OK)
    return p->status == ZHEN_OK;
  part = ooxml_by_id(&p->links, xml_attribute(e, "id", "/relationships"));
  if (part)
    p->status = read_slide(p, part);
  else
    p->status = archive_fail(p->archive, "ppt/presentation.xml",
                             "refers to a slide that is missing; the file is "
                             "damaged");
  return true;
}

static zhen_status read_parts(pptx *p)
{
  static const xml_visitor visitor = {.begin = begin_presentation};
  const char *main;
  zhen_status status = ooxml_main(p->archive, &main);

  if (status == ZHEN_OK)
    status = ooxml_links_read(&p->links, p->archive, main);
  if (status == ZHEN_OK)
    status = xml_walk_member(p->archive, main, &visitor, p);
  return status == ZHEN_OK ? p->status : status;
}

zhen_status document_read_pptx(zhen_document *out, document_source *source)
{
  pptx p = {0};
  zhen_status status = archive_open(&p.archive, source);

  if (status == ZHEN_OK)
    status = read_parts(&p);
  if (status == ZHEN_OK)
    status = paragraphs_finish(&p.text, &out->main, source->name);
  paragraphs_dispose(&p.text);
  ooxml_links_dispose(&p.links);
  archive_close(p.archive);
  return status;
}
