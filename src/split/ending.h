/* SPDX-License-Identifier: Apache-2.0 */
/* End marks and what sticks to their left. */
#ifndef ZHEN_SPLIT_ENDING_H
#define ZHEN_SPLIT_ENDING_H

#include "split/scan_state.h"

/* Read the run of end marks at `at`. */
void scan_read_run(const scan *s, ending *e, size_t at);

/* Include one more thing that belongs to `e`; false if there is none. */
bool scan_extend(scan *s, ending *e);

#endif
