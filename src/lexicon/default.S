/* SPDX-License-Identifier: Apache-2.0 */
/* The default lexicon, as it lies in default.zlex (CC BY-SA 4.0, see NOTICE),
   and its tables (tables.h). */
        .section .rodata
        .balign 16
        .global zhen_lexicon_embedded
        .hidden zhen_lexicon_embedded
zhen_lexicon_embedded:
        .incbin "lexicon/default.zlex"
        .global zhen_lexicon_embedded_end
        .hidden zhen_lexicon_embedded_end
zhen_lexicon_embedded_end:
        .byte 0
        .balign 16
        .global zhen_lexicon_embedded_tables
        .hidden zhen_lexicon_embedded_tables
zhen_lexicon_embedded_tables:
        .incbin "default.tables"
        .section .note.GNU-stack,"",@progbits
