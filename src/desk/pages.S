/* SPDX-License-Identifier: Apache-2.0 */
/* The pages of the desk, as they were put together from page/. */
        .section .rodata
        .balign 16
        .global desk_page
        .hidden desk_page
desk_page:
        .incbin "desk.html"
        .global desk_page_end
        .hidden desk_page_end
desk_page_end:
        .byte 0
        .global desk_enter
        .hidden desk_enter
desk_enter:
        .incbin "enter.html"
        .global desk_enter_end
        .hidden desk_enter_end
desk_enter_end:
        .byte 0
        .global desk_memory_page
        .hidden desk_memory_page
desk_memory_page:
        .incbin "memory.html"
        .global desk_memory_page_end
        .hidden desk_memory_page_end
desk_memory_page_end:
        .byte 0
        .global desk_store_page
        .hidden desk_store_page
desk_store_page:
        .incbin "store.html"
        .global desk_store_page_end
        .hidden desk_store_page_end
desk_store_page_end:
        .byte 0
        .section .note.GNU-stack,"",@progbits
