/* SPDX-License-Identifier: Apache-2.0 */
/* A reserve for libraries that are not safe when memory runs out. */
#ifndef ZHEN_CLI_MEMORY_H
#define ZHEN_CLI_MEMORY_H

#include <libxml/xmlmemory.h>
#include <unicode/uclean.h>

/* Call these before their first use. ICU and libxml2 may be loaded late: give
   their functions that set what allocates memory. */
void memory_guard(void);
void memory_guard_icu(__typeof__(&u_setMemoryFunctions) set);
void memory_guard_xml(__typeof__(&xmlMemSetup) set);

/* End the program, as there is no memory. */
_Noreturn void memory_end(void);

#endif
