/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cli.h"

const command *const commands[] = {&command_align,
                                   &command_report,
                                   &command_explain,
                                   &command_split,
                                   &command_lexicon,
                                   &command_eval,
                                   &command_build,
                                   &command_merge,
                                   &command_filter,
                                   &command_score,
                                   &command_stats,
                                   &command_search,
                                   &command_why_not,
                                   &command_export,
                                   &command_pair,
                                   &command_terms,
                                   &command_hunalign,
                                   &command_desk,
                                   NULL};
