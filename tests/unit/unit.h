/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the unit tests share. A suite is one file <room>/test_<module>.c with
 * one function that adds its tests, and a name in SUITES:
 *
 *     static void joins_han_without_a_space(void)
 *     {
 *       CHECK_STR(join(...), "...");
 *     }
 *
 *     void suite_write(void)
 *     {
 *       CU_pSuite s = unit_suite("write");
 *
 *       UNIT_TEST(s, joins_han_without_a_space);
 *     }
 */
#ifndef ZHEN_TESTS_UNIT_H
#define ZHEN_TESTS_UNIT_H

#include <CUnit/CUnit.h>
#include <zhen/zhen.h>

/* The suites, in the order of the rooms; each is suite_<name>(). */
#define SUITES(X)                                                              \
  X(text)                                                                      \
  X(line)                                                                      \
  X(han)                                                                       \
  X(zip)                                                                       \
  X(reader)                                                                    \
  X(glob)                                                                      \
  X(pairs)                                                                     \
  X(captions)                                                                  \
  X(split)                                                                     \
  X(markup)                                                                    \
  X(formats)                                                                   \
  X(bitext)                                                                    \
  X(archive)                                                                   \
  X(docx)                                                                      \
  X(office)                                                                    \
  X(books)                                                                     \
  X(english)                                                                   \
  X(number)                                                                    \
  X(sound)                                                                     \
  X(tables)                                                                    \
  X(chinese)                                                                   \
  X(lexicon)                                                                   \
  X(train)                                                                     \
  X(glossary)                                                                  \
  X(boilerplate)                                                               \
  X(line_end)                                                                  \
  X(corridor)                                                                  \
  X(align)                                                                     \
  X(parts)                                                                     \
  X(progress)                                                                  \
  X(rates)                                                                     \
  X(vectors)                                                                   \
  X(order)                                                                     \
  X(token_scores)                                                              \
  X(doubtful)                                                                  \
  X(whole)                                                                     \
  X(relation)                                                                  \
  X(explain)                                                                   \
  X(output)                                                                    \
  X(system)                                                                    \
  X(target)                                                                    \
  X(output_set)                                                                \
  X(parallel)                                                                  \
  X(patch)                                                                     \
  X(write)                                                                     \
  X(duplicates)                                                                \
  X(store)                                                                     \
  X(index)                                                                     \
  X(cancel)                                                                    \
  X(document_rule)                                                             \
  X(score)                                                                     \
  X(hmm)                                                                       \
  X(words)                                                                     \
  X(terms)                                                                     \
  X(copy)                                                                      \
  X(filter)                                                                    \
  X(match)                                                                     \
  X(sequence)                                                                  \
  X(export)                                                                    \
  X(options)                                                                   \
  X(md5)                                                                       \
  X(eval)

#define DECLARE_SUITE(name) void suite_##name(void);
SUITES(DECLARE_SUITE)

/* Start a suite; ends the program if CUnit cannot. */
CU_pSuite unit_suite(const char *name);

/* Add a test to a suite under the name of its function. */
void unit_add(CU_pSuite suite, const char *name, void (*test)(void));
#define UNIT_TEST(suite, test) unit_add(suite, #test, test)

/* A zhen_str of a C string, which must be valid UTF-8. */
zhen_str unit_str(const char *s);

/* The text of a C string, through the decoder; ends the program if not. */
zhen_text *unit_text(const char *s);

/*
 * A path in a directory of this run, which is removed at the end. The caller
 * frees the result.
 */
char *unit_path(const char *name);

/* The bytes of a file, NUL-terminated; free them. NULL if unreadable. */
char *unit_read(const char *path, size_t *len);

/* Write a file; ends the program if it cannot. */
void unit_write(const char *path, const void *bytes, size_t len);

/* Equal strings; prints both if they are not. */
bool unit_same(const char *file, unsigned line, zhen_str got, zhen_str want);
#define CHECK_STR(got, want)                                                   \
  CU_assertImplementation(                                                     \
      unit_same(__FILE__, __LINE__, (got), unit_str(want)), __LINE__,          \
      "CHECK_STR(" #got ", " #want ")", __FILE__, "", CU_FALSE)
#define CHECK_CSTR(got, want) CHECK_STR(unit_str(got), (want))

/* A status, and for failures also the message. */
#define CHECK_OK(status)                                                       \
  CU_assertImplementation(unit_ok(__FILE__, __LINE__, (status)), __LINE__,     \
                          "CHECK_OK(" #status ")", __FILE__, "", CU_FALSE)
bool unit_ok(const char *file, unsigned line, zhen_status status);

/* A failure with this status whose message contains `part`. */
#define CHECK_FAILS(status, want, part)                                        \
  CU_assertImplementation(                                                     \
      unit_fails(__FILE__, __LINE__, (status), (want), (part)), __LINE__,      \
      "CHECK_FAILS(" #status ", " #want ")", __FILE__, "", CU_FALSE)
bool unit_fails(const char *file, unsigned line, zhen_status status,
                zhen_status want, const char *part);

#endif
