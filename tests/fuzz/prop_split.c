/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The properties of fuzz_split.c on texts made at random of what is hard: end
 * marks, brackets, quotation marks without partners, line ends, words of the
 * rules. The same texts on every run.
 */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { TEXTS = 100000, CHOICES = 32, MOST_PIECES = 40 };

static const char *const pieces[] = {
    "。",     "！",   "？",       "…",        "……",          ".",
    "...",    "!",    "?",        " ",        "  ",          "“",
    "”",      "‘",    "’",        "「",       "」",          "『",
    "』",     "\"",   "\"",       "'",        "（",          "）",
    "(",      ")",    "[",        "]",        "《",          "》",
    "【",     "】",   "；",       ";",        "，",          ",",
    "：",     ":",    "—",        "——",       "-",           "\n",
    "\r",     "\r\n", "\t",       "　",       "他",          "说",
    "老张说", "这个", "就走了",   "我",       "没有",        "一",
    "1",      "12",   "3.5",      "[3]",      "①",           "A",
    "b",      "He",   "she",      "said",     "Mr",          "U.S",
    "No",     "p.m",  "Co",       "iPhone",   "I",           "Tom asked",
    "the",    "😀",    "第",       "图2",      "www.a.com",   "well-",
    "and",    "\xFF", "\xE4\xBD", "\xC2\x85", "\xE2\x80\xA8"};

static uint64_t state = 88172645463325252u;

/* xorshift64 (Marsaglia 2003). */
static size_t below(size_t n)
{
  state ^= state << 13;
  state ^= state >> 7;
  state ^= state << 17;
  return (size_t)(state % n);
}

int main(void)
{
  char text[1024];

  for (int i = 0; i < TEXTS; i++) {
    size_t len = 1;

    text[0] = (char)below(CHOICES);
    for (size_t n = 1 + below(MOST_PIECES); n > 0; n--) {
      const char *piece = pieces[below(sizeof pieces / sizeof pieces[0])];

      memcpy(text + len, piece, strlen(piece));
      len += strlen(piece);
    }
    LLVMFuzzerTestOneInput((const uint8_t *)text, len);
  }
  printf("%d texts\n", TEXTS);
  return 0;
}
