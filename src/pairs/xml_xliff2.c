/* SPDX-License-Identifier: Apache-2.0 */
/*
 * XLIFF 2.0 and 2.1:
 *
 *   xliff srcLang trgLang / file / unit / segment / source, target
 *
 * A segment is a pair. A unit with a single one is dropped with it; of others
 * the segment is dropped, and the unit with the last of them. Metadata belong
 * to units, so their probability is the lowest of the segments.
 */
#include "pairs/xml_codes.h"
#include "pairs/xml_dialects.h"

#define NAMESPACE " xmlns=\"urn:oasis:names:tc:xliff:metadata:2.0\""
#define GROUP " category=\"zhen\"><meta type=\"score\">"

static void begin_root(xml_reader *t, const xml_element *e)
{
  xml_set_sides(t, xml_value(e, "srcLang", NULL),
                xml_value(e, "trgLang", NULL));
}

/* A file must have a unit or a group. */
static void begin_file(xml_reader *t)
{
  t->has_units = t->has_others = false;
}

static void begin_unit(xml_reader *t)
{
  t->has_units = true;
  xml_begin_unit(t);
  t->place.edit = t->place.edit_end = t->place.lead = xml_tag_end(t);
  t->place.edits = t->place.wrap = true;
  t->segments.count = t->segments.text.len = 0;
}

static void begin_segment(xml_reader *t)
{
  size_t begin = xml_begin_of(t);

  t->texts.zh.len = t->texts.en.len = 0;
  t->segment = window_space(t->sink->window, begin);
}

/* The score is metadata, which come first in a unit. */
static void mark_metadata(xml_reader *t, const xml_element *e)
{
  if (xml_is(e->name, "metadata") && t->place.wrap) {
    t->place.edit = t->place.edit_end = t->place.lead = xml_tag_end(t);
    t->place.wrap = false;
  } else if (xml_is(e->name, "metaGroup")) {
    t->own = xml_value_is(e, "category", "zhen");
  } else if (xml_is(e->name, "meta") && t->own &&
             xml_value_is(e, "type", "score")) {
    xml_begin_score(t);
    t->place.edit = xml_tag_end(t);
  }
}

static void end_metadata(xml_reader *t, const char *name)
{
  if (xml_is(name, "metaGroup"))
    t->own = false;
  if (!xml_is(name, "meta") || !t->texts.in_score)
    return;
  xml_end_score(t);
  if (t->sink->window)
    t->place.edit_end = window_before(t->sink->window, t->place.edit_end, '<');
}

/* <cp hex="1A"/> is a character that XML does not allow. */
static void put_code_point(xml_texts *x)
{
  if (x->in_text)
    buf_putc(x->lang == ZHEN_LANG_ZH ? &x->zh : &x->en, ' ');
}

static void begin(xml_reader *t, const xml_element *e)
{
  if (xml_is(e->name, "xliff"))
    begin_root(t, e);
  else if (xml_is(e->name, "file"))
    begin_file(t);
  else if (xml_is(e->name, "group"))
    t->has_others = true;
  else if (xml_is(e->name, "unit"))
    begin_unit(t);
  else if (xml_is(e->name, "matches") || xml_is(e->name, "ignorable"))
    t->aside++;
  else if (t->in_unit && t->aside == 0)
    mark_metadata(t, e);
  if (xml_is(e->name, "segment"))
    begin_segment(t);
  else if (xml_is(e->name, "source") || xml_is(e->name, "target"))
    xml_begin_text(t, t->sides.langs[xml_is(e->name, "target")]);
  else if (xml_is(e->name, "cp"))
    put_code_point(&t->texts);
  else
    xml_begin_code(t, e);
}

static void end_segment(xml_reader *t)
{
  const unit_place place = {.begin = t->segment, .end = xml_end_of(t)};

  xml_add(t, &t->segments, &place);
}

/* What comes before or after the segments of a unit. */
static zhen_status put_rest(xml_reader *t, size_t end, uint32_t group)
{
  const text_pair none = {
      {"", 0}, {"", 0}, .place = {.begin = end, .end = end, .group = group}};

  t->sink->placed = end;
  return pair_batch_append(t->sink->batch, none);
}

static void add_segments(xml_reader *t)
{
  size_t n = t->segments.count, skipped = t->sink->skipped;
  uint32_t group = n > 1 ? ++t->groups : 0;
  zhen_status status = ZHEN_OK;

  if (t->place.lead_end == 0)
    t->place.lead_end = window_text(t->sink->window, t->place.lead);
  pair_batch_settle(&t->segments);
  if (n > 1)
    status = put_rest(t, t->place.begin, 0);
  for (size_t i = 0; i < n && status == ZHEN_OK; i++) {
    text_pair *s = &t->segments.at[i];

    if (n == 1)
      s->place = t->place;
    if (i == 0 && n > 1) {
      size_t begin = s->place.begin, end = s->place.end;

      s->place = t->place;
      s->place.begin = begin;
      s->place.end = end;
    }
    s->place.group = group;
    status = unit_sink_add(t->sink, *s, false);
  }
  if (status == ZHEN_OK && n > 1)
    status = put_rest(t, t->place.end, group);
  t->has_others |= n == 0 || t->sink->skipped > skipped;
  if (status != ZHEN_OK)
    xml_stop(t, status);
}

static void end_file(xml_reader *t)
{
  bool stays = t->has_others || !t->has_units;
  size_t end = xml_end_of(t);
  text_pair none = {{"", 0}, {"", 0}, .place = {.fill = true, .stays = stays}};
  zhen_status status;

  if (!stays && t->sink->window)
    end =
        window_space(t->sink->window, window_before(t->sink->window, end, '<'));
  t->sink->placed = none.place.begin = none.place.end = end;
  status = pair_batch_append(t->sink->batch, none);
  if (status != ZHEN_OK)
    xml_stop(t, status);
}

static void end(xml_reader *t, const char *name)
{
  if (xml_is(name, "unit")) {
    xml_end_place(t);
    add_segments(t);
  } else if (xml_is(name, "file")) {
    end_file(t);
  } else if (xml_is(name, "segment")) {
    end_segment(t);
  } else if (xml_is(name, "source") || xml_is(name, "target")) {
    t->texts.in_text = false;
  } else if (xml_is(name, "matches") || xml_is(name, "ignorable")) {
    t->aside--;
  } else {
    end_metadata(t, name);
    xml_end_code(t, name);
  }
}

const xml_dialect xml_xliff2 = {
    ZHEN_FORMAT_XLIFF2,
    begin,
    end,
    {"<metaGroup" NAMESPACE GROUP, "</meta></metaGroup>"},
    {"<metadata" NAMESPACE "><metaGroup" GROUP,
     "</meta></metaGroup></metadata>"}};
