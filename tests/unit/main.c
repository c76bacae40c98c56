/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Runs the unit suites: all of them, or the one named by the argument. A new
 * suite is a name in unit.h and a file in tests/CMakeLists.txt, in the
 * directory of the room of src/ that it tests.
 */
#include "unit.h"
#include "unit_lexicon.h"

#include <CUnit/Basic.h>
#include <stdio.h>
#include <stdlib.h>

static void add_suites(void)
{
#define CALL(name) suite_##name();
  SUITES(CALL)
}

static CU_ErrorCode run(const char *only)
{
  CU_pSuite suite;

  CU_basic_set_mode(CU_BRM_NORMAL);
  if (!only)
    return CU_basic_run_tests();
  suite = CU_get_suite(only);
  return suite ? CU_basic_run_suite(suite) : CUE_NOSUITE;
}

int main(int argc, char **argv)
{
  CU_ErrorCode error;
  unsigned failed, tests;

  if (CU_initialize_registry() != CUE_SUCCESS)
    return EXIT_FAILURE;
  add_suites();
  error = run(argc > 1 ? argv[1] : NULL);
  if (error != CUE_SUCCESS)
    fprintf(stderr, "unit: %s\n", CU_get_error_msg());
  tests = CU_get_number_of_tests_run();
  failed = CU_get_number_of_tests_failed();
  printf("\n%u passed, %u failed\n", tests - failed, failed);
  CU_cleanup_registry();
  unit_lexicon_close();
  return error == CUE_SUCCESS && tests > 0 && failed == 0 ? EXIT_SUCCESS
                                                          : EXIT_FAILURE;
}
