/* SPDX-License-Identifier: Apache-2.0 */
/* The page of a report, as it was put together from page/. */
#include "base/embed.inc"
        embed page_embedded, "page.html"
