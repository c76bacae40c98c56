/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Libraries that are loaded when a function of theirs is first called. Plain
 * text needs none of ICU, libxml2 and SQLite, and loading them takes a third of
 * the time of aligning an article. late.cmake says where this is done;
 * elsewhere they are linked.
 */
#include "cli/late.h"
#include "cli/cli.h"
#include "cli/memory.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

/* enum late_library and the files, sonames[]; from late.cmake. */
#include "cli/late_libraries.inc"

enum { LIBRARIES = sizeof sonames / sizeof *sonames };

static const struct {
  enum late_library library;
  const char *name;
} functions[] = {
#define LATE(library, name) {LATE_##library, #name},
#include "cli/late.inc"
};

/* Where calls of each of these functions go; see late.S. */
extern _Atomic(void *) late_slots[];

/* Instead of the one in libxml2, with its value. */
__attribute__((visibility("hidden"))) xmlFreeFunc xmlFree;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static void *handles[LIBRARIES];

static void put(const char *text)
{
  if (write(STDERR_FILENO, text, strlen(text)) < 0)
    _exit(EXIT_INTERNAL);
}

/* As the system does for libraries that are linked: the program ends. */
static void *end(void)
{
  const char *why = dlerror();

  if (!why || strstr(why, "memory"))
    memory_end();
  put("zhen: cannot load a library: ");
  put(why);
  put("\n");
  _exit(EXIT_INTERNAL);
}

static void *find(enum late_library library, const char *name)
{
  void *found = dlsym(handles[library], name);

  return found ? found : end();
}

#define AS_TEXT(name) AS_TEXT_(name)
#define AS_TEXT_(name) #name
#define FIND(library, name)                                                    \
  (__extension__(__typeof__(&(name))) find(library, AS_TEXT(name)))

/* See memory.c. */
static void guard(enum late_library library)
{
  if (library == LATE_icuuc)
    memory_guard_icu(FIND(library, u_setMemoryFunctions));
  if (library == LATE_xml2) {
    memory_guard_xml(FIND(library, xmlMemSetup));
    xmlFree = *(xmlFreeFunc *)find(library, "xmlFree");
  }
}

static void load(enum late_library library)
{
  if (handles[library])
    return;
  if (library == LATE_xml2 || library == LATE_icui18n) /* they use ICU, too */
    load(LATE_icuuc);
  handles[library] = dlopen(sonames[library], RTLD_LAZY | RTLD_LOCAL);
  if (!handles[library])
    end();
  guard(library);
}

void *late_find(size_t function)
{
  void *found;

  pthread_mutex_lock(&lock);
  load(functions[function].library);
  found = find(functions[function].library, functions[function].name);
  atomic_store(&late_slots[function], found);
  pthread_mutex_unlock(&lock);
  return found;
}
