/* SPDX-License-Identifier: Apache-2.0 */
/* The meaning of the breaks between lines. */
#ifndef ZHEN_SPLIT_LINE_BREAKS_H
#define ZHEN_SPLIT_LINE_BREAKS_H

#include "split/line_layout.h"

typedef enum joint { JOINT_NOTHING, JOINT_SPACE, JOINT_HYPHEN } joint;

/* Whether the break between the adjacent lines `a` and `b` is a line wrap. */
bool lines_go_on(const line_layout *p, const line *a, const line *b);

/* Whether a sentence ends with the line, for all that is seen of it. */
bool lines_end_sentence(const line_layout *p, const line *l);

/* Whether `b` starts with a list mark or is indented on its own. */
bool lines_new_item(const line_layout *p, const line *b);

/* A page number, or a short line that is repeated. */
bool lines_is_boilerplate(const line_layout *p, const line *l);

/* Whether a sentence continues from `a` to `b` over what is between them. */
bool lines_are_halves(const line_layout *p, const line *a, const line *b);

/* The replacement of the break between them. */
joint lines_joint(const line_layout *p, const line *a, const line *b);

#endif
