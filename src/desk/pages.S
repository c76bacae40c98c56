/* SPDX-License-Identifier: Apache-2.0 */
/* The pages of the desk, as they were put together from page/. */
#include "base/embed.inc"
        embed desk_page, "desk.html"
        embed desk_enter, "enter.html"
