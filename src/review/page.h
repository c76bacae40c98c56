/* SPDX-License-Identifier: Apache-2.0 */
/* The page of a report; see page.S. */
#ifndef ZHEN_REVIEW_PAGE_H
#define ZHEN_REVIEW_PAGE_H

extern const char page_embedded[], page_embedded_end[];

#endif
