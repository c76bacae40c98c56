/* SPDX-License-Identifier: Apache-2.0 */
/*
 * XLIFF 2.0 and 2.1:
 *
 *   xliff srcLang trgLang / file / unit / segment / source, target
 *
 * A segment is a pair. A unit with a single one is dropped with it; of others
 * the segment is dropped, and the unit with the last of them. Notes belong to
 * units, so the probability in a note is the lowest of its segments.
 */
#include "pairs/xml_codes.h"
#include "pairs/xml_dialects.h"

static void begin_root(xml_reader *t, const unit_element *e)
{
  xml_set_sides(t, unit_attribute(e, "srcLang"), unit_attribute(e, "trgLang"));
}

static void begin_unit(xml_reader *t)
{
  xml_begin_unit(t);
  t->segments.count = t->segments.text.len = 0;
}

static void begin_segment(xml_reader *t)
{
  size_t begin = xml_begin_of(t);

  t->texts.zh.len = t->texts.en.len = 0;
  t->segment = window_space(t->sink->window, begin);
}

/* A note goes into the notes of the unit, or new notes before what follows. */
static void mark_notes(xml_reader *t, const unit_element *e)
{
  if (t->place.edits || !t->sink->window || !t->in_unit)
    return;
  if (xml_is(e->name, "notes")) {
    t->place.edit = t->place.edit_end = t->place.lead = xml_tag_end(t);
    t->place.edits = true;
  } else if (xml_is(e->name, "originalData") || xml_is(e->name, "segment") ||
             xml_is(e->name, "ignorable")) {
    t->place.lead_end = xml_begin_of(t);
    t->place.lead = window_space(t->sink->window, t->place.lead_end);
    t->place.edit = t->place.edit_end = t->place.lead;
    t->place.edits = t->place.wrap = true;
  }
}

/* <cp hex="1A"/> is a character that XML does not allow. */
static void put_code_point(xml_texts *x)
{
  if (x->in_text)
    buf_putc(x->lang == ZHEN_LANG_ZH ? &x->zh : &x->en, ' ');
}

static void begin(xml_reader *t, const unit_element *e)
{
  if (xml_is(e->name, "xliff"))
    begin_root(t, e);
  else if (xml_is(e->name, "unit"))
    begin_unit(t);
  else if (xml_is(e->name, "matches") || xml_is(e->name, "ignorable"))
    t->aside++;
  mark_notes(t, e);
  if (xml_is(e->name, "segment"))
    begin_segment(t);
  else if (xml_is(e->name, "source") || xml_is(e->name, "target"))
    xml_begin_text(t, t->sides.langs[xml_is(e->name, "target")]);
  else if (xml_is(e->name, "note") && t->in_unit &&
           xml_has(e, "category", "x-zhen-prob"))
    xml_begin_score(t);
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
  size_t n = t->segments.count;
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
  if (status != ZHEN_OK)
    xml_stop(t, status);
}

static void end(xml_reader *t, const xmlChar *name)
{
  if (xml_is(name, "unit")) {
    xml_end_place(t);
    add_segments(t);
  } else if (xml_is(name, "segment")) {
    end_segment(t);
  } else if (xml_is(name, "source") || xml_is(name, "target")) {
    t->texts.in_text = false;
  } else if (xml_is(name, "matches") || xml_is(name, "ignorable")) {
    t->aside--;
  } else if (xml_is(name, "note") && t->texts.in_score) {
    xml_end_score(t);
  } else {
    xml_end_code(t, name);
  }
}

const xml_dialect xml_xliff2 = {ZHEN_FORMAT_XLIFF2,
                                begin,
                                end,
                                {"<note category=\"x-zhen-prob\">", "</note>"}};
