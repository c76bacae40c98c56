/* SPDX-License-Identifier: Apache-2.0 */
/* The pages of the desk, as they were put together from page/. */
#include "base/embed.inc"
        embed desk_page, "desk.html"
        embed desk_enter, "enter.html"
        embed desk_memory_page, "memory.html"
        embed desk_store_page, "store.html"
