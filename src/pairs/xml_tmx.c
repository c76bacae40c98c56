/* SPDX-License-Identifier: Apache-2.0 */
/*
 * TMX: tmx / body / tu / tuv xml:lang / seg
 *
 * The first Chinese and the first English text of a unit count. The text of
 * inline codes (bpt, ept, it, ph, ut) belongs to the format of the translated
 * file and is dropped; what is inside hi is kept. Parts of pairs, which zhen
 * writes for programs that look up sentences, are not pairs, unless the file is
 * copied.
 */
#include "pairs/xml_codes.h"
#include "pairs/xml_dialects.h"

static void begin_variant(xml_reader *t, const xml_element *e)
{
  if (!xml_find_lang(e->at, e->count, &t->texts.lang) && !t->sink->skip)
    xml_fail(t, "a tuv without xml:lang");
}

static void begin(xml_reader *t, const xml_element *e)
{
  if (xml_is(e->name, "tu")) {
    xml_begin_unit(t);
    t->place.edit = t->place.edit_end = xml_tag_end(t);
    t->place.edits = true;
  } else if (xml_is(e->name, "tuv")) {
    t->texts.lang = ZHEN_LANG_NONE;
    begin_variant(t, e);
  } else if (xml_is(e->name, "seg")) {
    xml_begin_text(t, t->texts.lang);
  } else if (xml_is(e->name, "prop") &&
             xml_value_is(e, "type", "x-zhen-prob")) {
    xml_begin_score(t);
  } else if (xml_is(e->name, "prop") &&
             xml_value_is(e, "type", "x-zhen-part")) {
    t->place.part = true;
  } else {
    xml_begin_code(t, e);
  }
}

static void end(xml_reader *t, const char *name)
{
  if (xml_is(name, "tu")) {
    t->place.lead = t->place.edit;
    t->place.lead_end = window_text(t->sink->window, t->place.edit);
    xml_end_place(t);
    xml_add(t, NULL, &t->place);
  } else if (xml_is(name, "tuv")) {
    t->texts.lang = ZHEN_LANG_NONE;
  } else if (xml_is(name, "seg")) {
    t->texts.in_text = false;
  } else if (xml_is(name, "prop") && t->texts.in_score) {
    xml_end_score(t);
  } else {
    xml_end_code(t, name);
  }
}

const xml_dialect xml_tmx = {ZHEN_FORMAT_TMX,
                             begin,
                             end,
                             {"<prop type=\"x-zhen-prob\">", "</prop>"},
                             {NULL, NULL}};
