/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The functions of late.txt: each jumps to where its slot says, at first to its
 * own end, from where late_find() replaces the slot. Registers with arguments
 * are kept.
 */
        .macro  entry name
        .text
        .hidden \name
        .global \name
        .type   \name, @function
        .balign 16
\name:
        endbr64
        jmp     *.Lslot\@(%rip)
.Lfirst\@:
        endbr64
        pushq   $entries
        jmp     enter
        .size   \name, . - \name
        .data
.Lslot\@:
        .quad   .Lfirst\@
        .set    entries, entries + 1
        .endm

        .data
        .hidden late_slots
        .global late_slots
        .balign 8
late_slots:
        .text
        .type   enter, @function
enter:
        push    %rdi
        push    %rsi
        push    %rdx
        push    %rcx
        push    %r8
        push    %r9
        push    %r10
        push    %rax
        sub     $128, %rsp
        movaps  %xmm0, (%rsp)
        movaps  %xmm1, 16(%rsp)
        movaps  %xmm2, 32(%rsp)
        movaps  %xmm3, 48(%rsp)
        movaps  %xmm4, 64(%rsp)
        movaps  %xmm5, 80(%rsp)
        movaps  %xmm6, 96(%rsp)
        movaps  %xmm7, 112(%rsp)
        mov     192(%rsp), %rdi
        call    late_find
        mov     %rax, %r11
        movaps  (%rsp), %xmm0
        movaps  16(%rsp), %xmm1
        movaps  32(%rsp), %xmm2
        movaps  48(%rsp), %xmm3
        movaps  64(%rsp), %xmm4
        movaps  80(%rsp), %xmm5
        movaps  96(%rsp), %xmm6
        movaps  112(%rsp), %xmm7
        add     $128, %rsp
        pop     %rax
        pop     %r10
        pop     %r9
        pop     %r8
        pop     %rcx
        pop     %rdx
        pop     %rsi
        pop     %rdi
        add     $8, %rsp
        jmp     *%r11
        .size   enter, . - enter

        .set    entries, 0
#define LATE(library, name) entry name
#include "cli/late.inc"
        .section .note.GNU-stack, "", @progbits
