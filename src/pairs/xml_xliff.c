/* SPDX-License-Identifier: Apache-2.0 */
/*
 * XLIFF 1.2:
 *
 *   xliff / file source-language target-language / body / trans-unit /
 *     source, target
 *
 * Inline codes as in TMX; what is inside g or mrk is kept.
 */
#include "pairs/xml_codes.h"
#include "pairs/xml_dialects.h"

static void begin_side(xml_reader *t, const xml_element *e, bool target)
{
  zhen_lang lang = t->sides.langs[target], own;

  if (target && t->aside == 0) {
    t->place.lead_end = xml_begin_of(t);
    t->place.lead = window_space(t->sink->window, t->place.lead_end);
  }
  if (target && t->sides.guessed && xml_find_lang(e->at, e->count, &own))
    lang = own;
  xml_begin_text(t, lang);
}

static void begin(xml_reader *t, const xml_element *e)
{
  if (xml_is(e->name, "file"))
    xml_set_sides(t, xml_value(e, "source-language", NULL),
                  xml_value(e, "target-language", NULL));
  else if (xml_is(e->name, "trans-unit"))
    xml_begin_unit(t);
  else if (xml_is(e->name, "source") || xml_is(e->name, "target"))
    begin_side(t, e, xml_is(e->name, "target"));
  else if (xml_is(e->name, "alt-trans"))
    t->aside++;
  else if (xml_is(e->name, "note") && t->in_unit && t->aside == 0 &&
           xml_value_is(e, "from", "zhen"))
    xml_begin_score(t);
  else
    xml_begin_code(t, e);
}

/* A note follows the target. */
static void end_side(xml_reader *t, bool target)
{
  t->texts.in_text = false;
  if (!target || t->aside > 0)
    return;
  t->place.edit = t->place.edit_end = xml_end_of(t);
  t->place.edits = true;
}

static void end(xml_reader *t, const char *name)
{
  if (xml_is(name, "trans-unit")) {
    xml_end_place(t);
    xml_add(t, NULL, &t->place);
  } else if (xml_is(name, "source") || xml_is(name, "target")) {
    end_side(t, xml_is(name, "target"));
  } else if (xml_is(name, "alt-trans")) {
    t->aside--;
  } else if (xml_is(name, "note") && t->texts.in_score) {
    xml_end_score(t);
  } else {
    xml_end_code(t, name);
  }
}

const xml_dialect xml_xliff = {ZHEN_FORMAT_XLIFF,
                               begin,
                               end,
                               {"<note from=\"zhen\">score ", "</note>"},
                               {NULL, NULL}};
