/* SPDX-License-Identifier: Apache-2.0 */
/* Captions to text, and the times of its parts. */
#include "base/buf.h"
#include "unit.h"

#include <inttypes.h>
#include <string.h>

/* ---- helpers ---- */

static void put_side(buf *out, const zhen_content *c)
{
  zhen_str text = zhen_text_str(c->text);
  size_t done = 0;

  for (size_t i = 0; i < c->n_captions; i++) {
    const zhen_caption *x = &c->captions[i];

    buf_put(out, text.ptr + done, x->at.begin - done);
    buf_printf(out, "[%" PRId64 "-%" PRId64 "]", x->begin, x->end);
    buf_put(out, text.ptr + x->at.begin, x->at.end - x->at.begin);
    done = x->at.end;
  }
  buf_put(out, text.ptr + done, text.len - done);
}

/* The text with the times of each caption before it, then the repairs. */
static void expect(zhen_kind kind, const char *file, const char *want)
{
  const zhen_input input = {.name = "film", .bytes = file, .len = strlen(file)};
  const zhen_document_options how = {.struct_size = sizeof how, .kind = kind};
  zhen_document *d;
  buf out = {0};

  if (zhen_document_read(&d, &input, &how) != ZHEN_OK) {
    CHECK_CSTR(zhen_error_last(), want);
    return;
  }
  put_side(&out, &d->main);
  if (d->other.text) {
    buf_puts(&out, "== ");
    put_side(&out, &d->other);
  }
  for (size_t i = 0; i < d->n_repairs; i++)
    buf_printf(&out, "! %zu x%zu %.24s\n", d->repairs[i].line,
               d->repairs[i].count, d->repairs[i].what);
  buf_putc(&out, '\0');
  CHECK_CSTR(out.ptr, want);
  buf_dispose(&out);
  zhen_document_free(d);
}

/* ---- SubRip ---- */

static void captions_of_a_sentence_are_joined(void)
{
  expect(ZHEN_KIND_AUTO,
         "1\n00:00:01,000 --> 00:00:02,000\nThe boat left\n\n"
         "2\n00:00:02,000 --> 00:00:03,500\nthe harbour\nat dawn.\n\n",
         "[1000-2000]The boat left [2000-3500]the harbour at dawn.\n");
  expect(ZHEN_KIND_AUTO,
         "1\n00:00:01,000 --> 00:00:02,000\n天亮了，\n\n"
         "2\n00:00:02,000 --> 00:00:03,000\n船 走了\n\n"
         "3\n00:00:03,000 --> 00:00:04,000\n没有人送\n",
         "[1000-2000]天亮了，[2000-3000]船 走了 [3000-4000]没有人送\n");
}

static void pauses_and_speakers_begin_paragraphs(void)
{
  expect(ZHEN_KIND_AUTO,
         "1\n00:00:01,000 --> 00:00:02,000\n- Who is there?\n- The keeper.\n\n"
         "2\n00:00:02,500 --> 00:00:03,000\nCome in.\n\n"
         "3\n00:00:06,000 --> 00:00:07,000\n-5 degrees outside.\n",
         "[1000-2000]Who is there?\nThe keeper. [2500-3000]Come in.\n"
         "[6000-7000]-5 degrees outside.\n");
  expect(ZHEN_KIND_AUTO,
         "1\n00:00:01,000 --> 00:00:02,000\nI saw\n\n"
         "2\n00:00:02,000 --> 00:00:03,000\n[door closes]\n\n"
         "3\n00:00:03,000 --> 00:00:04,000\nhim.\n",
         "[1000-2000]I saw\n[2000-3000][door closes]\n[3000-4000]him.\n");
}

static void style_is_dropped(void)
{
  expect(ZHEN_KIND_AUTO,
         "1\n00:00:01,000 --> 00:00:02,000 X1:40 X2:600 Y1:20 Y2:50\n"
         "{\\an8}<i>One</i> <font color=\"#fff\">two</font>\\Nthree &amp; four"
         "\\h5 < 6 > 4 {not style}\xE2\x80\x8B\n",
         "[1000-2000]One two three & four 5 < 6 > 4 {not style}\n");
}

static void odd_times_are_read(void)
{
  expect(ZHEN_KIND_SRT,
         "1\n0:00:01.5 --> 0:00:02\nA.\n2\n100:00:00,250 --> 100:00:01,000\n"
         "B.\n",
         "[1500-2000]A.\n[360000250-360001000]B.\n");
}

/* A year that is text stays; numbers of captions go, right or wrong. */
static void numbers_are_dropped(void)
{
  expect(ZHEN_KIND_SRT,
         "7\n00:00:01,000 --> 00:00:02,000\n1984\n7\n"
         "00:00:02,000 --> 00:00:03,000\n\n"
         "00:00:03,000 --> 00:00:04,000\nwas long ago.\n\n9\n\n"
         "00:00:04,000 --> 00:00:05,000\nYes.\n",
         "[1000-2000]1984 [3000-4000]was long ago. [4000-5000]Yes.\n");
}

/* ---- damage ---- */

static void damage_is_repaired(void)
{
  expect(ZHEN_KIND_SRT,
         "1\n00:00:05,000 --> 00:00:04,000\nA.\n\n"
         "2\n00:00:06,000 --> 00:00:07,000\nB.\n\n"
         "3\n00:00:0x,000 --> 00:00:08,000\nC.\n\n"
         "4\n00:00:08,000 --> 00:00:09,000\nE.\n\n"
         "5\n00:00:07,500 --> 00:00:08,000\nD.\n\n6\n00:00:1",
         "[5000-6000]A. [6000-7000]B. [7000-8000]C. [7500-8000]D. "
         "[8000-9000]E.\n"
         "! 10 x1 times that cannot be rea\n"
         "! 2 x1 the caption ends before \n"
         "! 18 x1 the caption begins befor\n"
         "! 21 x1 the file ends within a c\n");
}

static void second_reel_follows_the_first(void)
{
  expect(ZHEN_KIND_SRT,
         "1\n00:50:00,000 --> 00:50:01,000\nA.\n\n"
         "1\n00:00:01,000 --> 00:00:02,000\nB.\n\n"
         "2\n00:00:03,000 --> 00:00:04,000\nC.\n",
         "[3000000-3001000]A. [3000000-3001000]B. [3002000-3003000]C.\n"
         "! 6 x1 the times begin again; t\n");
}

static void what_has_no_captions_is_refused(void)
{
  expect(ZHEN_KIND_SRT, "1\n2\n3\n",
         "film: no captions: no line has the times of one, as "
         "00:01:02,000 --> 00:01:04,000");
  expect(ZHEN_KIND_ASS, "[Script Info]\n[Events]\n",
         "film: no captions: no line begins with Dialogue:");
}

/* ---- WebVTT ---- */

static void vtt_blocks_are_known(void)
{
  expect(ZHEN_KIND_AUTO,
         "WEBVTT - film\n\nSTYLE\n::cue { color: red }\n\n"
         "NOTE a note\nof two lines\n\n"
         "intro\n00:01.000 --> 00:02.000 align:start line:0\n"
         "<v Ann>Is it <c.loud>far</c>?\n<v.quiet Bob>No.</v>\n\n"
         "00:02.000 --> 00:03.000\n<ruby>灯<rt>deng</rt>塔</ruby>\n",
         "[1000-2000]Is it far?\nNo. [2000-3000]灯塔\n");
}

static void rolling_lines_are_read_once(void)
{
  expect(ZHEN_KIND_AUTO,
         "WEBVTT\n\n00:00.000 --> 00:02.000\nthe<00:00.500><c> boat</c>\n\n"
         "00:02.000 --> 00:02.010\nthe boat\n \n\n"
         "00:02.010 --> 00:04.000\nthe boat\nhas<00:03.000><c> left</c>\n",
         "[0-2000]the boat [2010-4000]has left\n");
}

/* ---- ASS ---- */

static void ass_events_are_sorted(void)
{
  expect(ZHEN_KIND_AUTO,
         "[Script Info]\nScriptType: v4.00+\n\n[V4+ Styles]\n"
         "Format: Name, Fontname\nStyle: Default,Arial\n\n[Events]\n"
         "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, "
         "Effect, Text\n"
         "Dialogue: 0,0:00:03.00,0:00:04.00,Default,Bob,0,0,0,,Well, no.\n"
         "Comment: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,not shown\n"
         "Dialogue: 0,0:00:01.00,0:00:02.50,Default,Ann,0,0,0,,"
         "{\\i1}Is it{\\i0}\\Nfar?\n"
         "Dialogue: 1,0:00:01.00,0:00:02.50,Shadow,Ann,0,0,0,,"
         "{\\blur2}far?\n"
         "Dialogue: 0,0:00:02.00,0:00:03.00,Sign,,0,0,0,,{\\p1}m 0 0 l 9 "
         "9{\\p0}\n",
         "[1000-2500]Is it far?\n[3000-4000]Well, no.\n");
}

/* ---- both languages ---- */

static void two_languages_are_two_texts(void)
{
  expect(
      ZHEN_KIND_AUTO,
      "1\n00:00:01,000 --> 00:00:02,000\n你好。\nHello.\n\n"
      "2\n00:00:02,000 --> 00:00:03,000\n1984\n1984\n\n"
      "3\n00:00:03,000 --> 00:00:04,000\n灯灭了。\nThe lamp went\nout.\n",
      "[1000-2000]你好。[2000-3000]1984 [3000-4000]灯灭了。\n"
      "== [1000-2000]Hello. [2000-3000]1984 [3000-4000]The lamp went out.\n");
  expect(ZHEN_KIND_AUTO,
         "1\n00:00:01,000 --> 00:00:02,000\nHello.\n\n"
         "2\n00:00:01,000 --> 00:00:02,000\n你好。\n\n",
         "[1000-2000]你好。\n== [1000-2000]Hello.\n");
}

void suite_captions(void)
{
  CU_pSuite s = unit_suite("captions");

  UNIT_TEST(s, captions_of_a_sentence_are_joined);
  UNIT_TEST(s, pauses_and_speakers_begin_paragraphs);
  UNIT_TEST(s, style_is_dropped);
  UNIT_TEST(s, odd_times_are_read);
  UNIT_TEST(s, numbers_are_dropped);
  UNIT_TEST(s, damage_is_repaired);
  UNIT_TEST(s, second_reel_follows_the_first);
  UNIT_TEST(s, what_has_no_captions_is_refused);
  UNIT_TEST(s, vtt_blocks_are_known);
  UNIT_TEST(s, rolling_lines_are_read_once);
  UNIT_TEST(s, ass_events_are_sorted);
  UNIT_TEST(s, two_languages_are_two_texts);
}
