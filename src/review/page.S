/* SPDX-License-Identifier: Apache-2.0 */
/* The page of a report, as it was put together from page/. */
        .section .rodata
        .balign 16
        .global page_embedded
        .hidden page_embedded
page_embedded:
        .incbin "page.html"
        .global page_embedded_end
        .hidden page_embedded_end
page_embedded_end:
        .byte 0
        .section .note.GNU-stack,"",@progbits
