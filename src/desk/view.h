/* SPDX-License-Identifier: Apache-2.0 */
/* What the views of a store and of a memory share. */
#ifndef ZHEN_DESK_VIEW_H
#define ZHEN_DESK_VIEW_H

#include "desk/server.h"

enum { VIEW_PAGE = 50, VIEW_TEXT = 4000 };

/* An argument of the URL; "" if it is missing. */
const char *view_argument(const desk_call *call, const char *name);

/* The same as a number; 0 if it is none. */
size_t view_number(const desk_call *call, const char *name);

/* A text for the page: an array of strings, every second one a match of
   `query`, which may be NULL. One of more than VIEW_TEXT bytes is cut, and the
   array ends with the number of bytes that were dropped. */
json_t *view_text(zhen_str text, const zhen_text_query *query);

/* A string that may be NULL, or not valid. */
json_t *view_string(const char *text);

/* A probability, with four decimals; null if it is negative. */
json_t *view_probability(double p);

/* Not found; not allowed; what failed. */
enum MHD_Result view_missing(const desk_call *call);
enum MHD_Result view_refuse(const desk_call *call);
enum MHD_Result view_fail(const desk_call *call, const desk_failure *why);

#endif
