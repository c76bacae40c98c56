/* SPDX-License-Identifier: Apache-2.0 */
/* Align two files, Chinese and English, and print the pairs. */
#include <stdio.h>
#include <zhen/zhen.h>

static void put(const zhen_sentences *s, uint32_t at, uint32_t end,
                const char *gap, const char *last)
{
  for (; at < end; at++) {
    zhen_str one = zhen_sentence_str(s, at);
    printf("%.*s%s", (int)one.len, one.ptr, at + 1 < end ? gap : "");
  }
  fputs(last, stdout);
}

int main(int argc, char **argv)
{
  zhen_lexicon *lexicon = NULL;
  zhen_text *text[2] = {NULL, NULL};
  zhen_sentences *zh = NULL, *en = NULL;
  zhen_alignment *pairs = NULL;
  size_t count = 0;

  if (argc != 3 || zhen_lexicon_open_default(&lexicon) ||
      zhen_text_read(&text[0], argv[1], NULL) ||
      zhen_text_read(&text[1], argv[2], NULL) ||
      zhen_split(&zh, zhen_text_str(text[0]), NULL) ||
      zhen_split(&en, zhen_text_str(text[1]), NULL) ||
      zhen_align(&pairs, lexicon, zh, en, NULL))
    fprintf(stderr, "align_pair ZH EN: %s\n", zhen_error_last());
  const zhen_bead *b = pairs ? zhen_alignment_beads(pairs, &count) : NULL;
  for (size_t i = 0; i < count; i++) {
    put(zh, b[i].zh_begin, b[i].zh_end, "", "\t");
    put(en, b[i].en_begin, b[i].en_end, " ", "\n");
  }
  zhen_alignment_free(pairs), zhen_lexicon_close(lexicon);
  zhen_sentences_free(zh), zhen_sentences_free(en);
  zhen_text_free(text[0]), zhen_text_free(text[1]);
  return b ? 0 : 1;
}
