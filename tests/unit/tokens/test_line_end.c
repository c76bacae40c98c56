/* SPDX-License-Identifier: Apache-2.0 */
/* How lines of a text that others have split end. */
#include "tokens/line_end.h"
#include "unit.h"

typedef struct ending_case {
  const char *line, *next;
  line_end expected;
} ending_case;

static const ending_case cases[] = {
    {"He met Mr.", "Hale at the pier.", LINE_TORN},
    {"They prayed at St.", "Anne's every Friday.", LINE_TORN},
    {"The bridge was built by Mayor W.", "Linden Marsh in 1902.", LINE_TORN},
    {"U.S.", "Rep. Ann Marsh denied it.", LINE_TORN},
    {"It grew by 4 percent.", "and fell again.", LINE_TORN},
    {"1.", "Introduction", LINE_TORN},
    {"He met Mr.", "", LINE_WHOLE},
    {"He met Mr. Hale.", "They talked.", LINE_WHOLE},
    {"He lives in the U.S.", "He is old.", LINE_WHOLE},
    {"They chose plan B.", "It failed.", LINE_WHOLE},
    {"Who is it?", "Hale.", LINE_WHOLE},
    {"He stood at the pier,", "Mr. Hale did not.", LINE_CUT},
    {"The end:", "Mr. Hale left.", LINE_OTHER},
    {".", "Hale.", LINE_WHOLE},
    {"", "Hale.", LINE_OTHER},
    {"Mr.",
     "在码头的人都说他没有来过这里,"
     "他从来都不喜欢这里的海风和雨水",
     LINE_TORN},
};

static void lines_end(void)
{
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    line_end found =
        line_end_before(unit_str(cases[i].line), unit_str(cases[i].next));

    if (found != cases[i].expected)
      printf("line: %s\n", cases[i].line);
    CU_ASSERT_EQUAL(found, cases[i].expected);
  }
}

void suite_line_end(void)
{
  CU_pSuite s = unit_suite("line_end");

  UNIT_TEST(s, lines_end);
}
