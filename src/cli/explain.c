/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/explain.h"
#include "cli/explain_print.h"

/* Sentences [begin, end) with what is between them. */
static zhen_str text_of(const zhen_side *side, uint32_t begin, uint32_t end)
{
  const zhen_sentence *at = side->sentences->at;

  return (zhen_str){side->sentences->text.ptr + at[begin].begin,
                    at[end - 1].end - at[begin].begin};
}

static zhen_status score_alone(explained *e, const zhen_lexicon *lexicon)
{
  const zhen_bead *b = &e->why->bead;
  zhen_scorer *scorer;
  zhen_pair_score score;
  zhen_status status;

  if (!explained_is_pair(e))
    return ZHEN_OK;
  status = zhen_scorer_open(&scorer, lexicon, NULL);
  if (status == ZHEN_OK) {
    const zhen_pair pair = {.zh = text_of(e->zh, b->zh_begin, b->zh_end),
                            .en = text_of(e->en, b->en_begin, b->en_end)};

    status = zhen_score_pairs(scorer, &pair, 1, 1, &score);
  }
  if (status == ZHEN_OK)
    e->alone = score.related;
  zhen_scorer_close(scorer);
  return status;
}

/* Link the words of the document, once; those of this bead are set. */
static zhen_status link_words(const article_job *p, zhen_words **words,
                              explained *e)
{
  const zhen_words_options how = {.struct_size = sizeof how,
                                  .threads = (unsigned)p->v->threads};
  const zhen_bead *own = &e->why->bead;
  size_t count;
  const zhen_bead *b = zhen_alignment_beads(e->alignment, &count);
  zhen_status status = ZHEN_OK;

  if (!*words)
    status = zhen_words_link_beads(words, p->lexicon, e->zh->sentences,
                                   e->en->sentences, b, count, &how);
  for (size_t i = 0; i < count && status == ZHEN_OK; i++)
    if (b[i].zh_begin == own->zh_begin && b[i].zh_end == own->zh_end &&
        b[i].en_begin == own->en_begin && b[i].en_end == own->en_end)
      e->words = zhen_words_of(*words, i);
  return status;
}

int explain_bead(const article_job *p, zhen_words **words, size_t number,
                 const zhen_bead *bead, bool json)
{

  const zhen_article *a = p->sides;
  zhen_explanation *why;
  zhen_status status = zhen_explain(&why, p->alignment, a->zh.sentences,
                                    a->en.sentences, bead, true);
  explained e = {.number = number,
                 .alignment = p->alignment,
                 .zh = &a->zh,
                 .en = &a->en,
                 .why = why};
  int failed = EXIT_DONE;

  if (status == ZHEN_OK)
    status = score_alone(&e, p->lexicon);
  if (status == ZHEN_OK)
    status = link_words(p, words, &e);
  if (status != ZHEN_OK)
    failed = say_failure(status);
  else if (json)
    failed = explain_print_json(&e);
  else
    explain_print_text(&e);
  zhen_explanation_free(why);
  return failed;
}
