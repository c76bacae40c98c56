/* SPDX-License-Identifier: Apache-2.0 */
/* The default lexicon, as it lies in default.zlex (CC BY-SA 4.0, see NOTICE),
   and its tables (tables.h). */
#include "base/embed.inc"
        embed zhen_lexicon_embedded, "lexicon/default.zlex"
        embed zhen_lexicon_embedded_tables, "default.tables"
