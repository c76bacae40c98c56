/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ZHEN_MARKUP_HTML_NOTES_H
#define ZHEN_MARKUP_HTML_NOTES_H

#include "base/buf.h"
#include "text/utf8.h"

/* Append a page to `out`; the elements that are notes by their type come after
   the rest, each a paragraph. */
void html_move_notes(buf *out, zhen_str page);

#endif
