/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The order of words in a bead. Translations mostly keep the order: a token at
 * some share of the Chinese text is translated at about the same share of the
 * English one. With pz and pe the positions of a token and of the English token
 * that it hits, as shares of the bead, and q the probability that the hit is
 * not by chance,
 *
 *   log(1 - q + q f(pe | pz)),  f = (1 - u) Laplace(pe; pz, s) / norm + u
 *
 * because chance hits are anywhere. It shows where a bead ends: extra text on
 * one side shifts all positions. Parts of a bead may have changed places, at a
 * penalty: then the English text is compared rotated.
 */
#ifndef ZHEN_ALIGN_SCORE_ORDER_H
#define ZHEN_ALIGN_SCORE_ORDER_H

#include "align/score/links.h"
#include "align/score/params.h"

typedef struct order order;

/* Keeps both arguments; the bead of its terms is that of the links. */
ZHEN_CHECK zhen_status order_open(order **out, const links *l,
                                  const align_params *p);

/* Go to the bead that the links have read. */
ZHEN_CHECK zhen_status order_read(order *o);

/* The term of a part of the bead, taken as a bead. */
double order_term(order *o, whole_bead part);

/*
 * The term of the bead; or, if that is better, the term if two parts of it
 * changed places: the best of its cuts, with a penalty. For a bead with one
 * unit on a side, which no step can cut: it is cut where the other side is.
 * Others cross, see whole.h.
 */
double order_best(order *o);

void order_close(order *o);

#endif
