/* SPDX-License-Identifier: Apache-2.0 */
/* The encoding that a file says it is in: XML, HTML, PO. */
#ifndef ZHEN_TEXT_DECLARED_H
#define ZHEN_TEXT_DECLARED_H

#include "text/text.h"

/*
 * What the beginning of a file declares, as the name of an encoding; NULL if
 * nothing is declared, or, with `any`, no encoding that is known.
 */
const char *declared_encoding(zhen_str bytes, bool *any);

/*
 * Whether it is that of the bytes, rather than the detected one. `more`: they
 * go on.
 */
ZHEN_CHECK zhen_status declared_fits(bool *out, const char *declared,
                                     const char *detected, zhen_str bytes,
                                     bool more);

/*
 * As zhen_text_decode().
 *
 * @param[out] misfit  whether the bytes are not in the encoding that they
 *                     declare
 */
ZHEN_CHECK zhen_status text_decode_declared(zhen_text **out, zhen_str bytes,
                                            const char *name,
                                            const zhen_read_options *options,
                                            bool *misfit);

#endif
