/* SPDX-License-Identifier: Apache-2.0 */
/* What the failure to read an article says. */
#ifndef ZHEN_ARTICLE_SAME_H
#define ZHEN_ARTICLE_SAME_H

/* How the message begins if both texts are in the same of the two languages. */
#define ARTICLE_SAME "not translated: "

#endif
