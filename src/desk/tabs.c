/* SPDX-License-Identifier: Apache-2.0 */
/* Which tabs are open. One says that it is closed; one that the browser lost is
   forgotten after a while, since a browser may freeze those in the background.
 */
#include "desk/server.h"

#include <string.h>

enum { GRACE_S = 1, LOAD_S = 60, FROZEN_S = 1800 };

static time_t now(void)
{
  struct timespec t;

  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec;
}

static desk_tab *find_tab(desk *d, const char *id)
{
  for (size_t k = 0; k < DESK_TABS; k++)
    if (strcmp(d->tabs[k].id, id) == 0)
      return &d->tabs[k];
  return NULL;
}

bool desk_tab_seen(desk *d, const char *id)
{
  desk_tab *tab = find_tab(d, id);

  if (!tab)
    tab = find_tab(d, "");
  if (!tab || strlen(id) != DESK_ID || strspn(id, "0123456789abcdef") < DESK_ID)
    return false;
  memcpy(tab->id, id, DESK_ID + 1);
  tab->seen = now();
  d->left = d->coming = 0;
  return true;
}

static void leave(desk *d, desk_tab *tab)
{
  tab->id[0] = '\0';
  for (size_t k = 0; k < DESK_TABS; k++)
    if (d->tabs[k].id[0])
      return;
  d->left = now();
}

void desk_tab_left(desk *d, const char *id)
{
  desk_tab *tab = *id ? find_tab(d, id) : NULL;

  if (tab)
    leave(d, tab);
}

void desk_tab_comes(desk *d)
{
  d->coming = now() + LOAD_S;
}

bool desk_tabs_gone(desk *d)
{
  for (size_t k = 0; k < DESK_TABS; k++)
    if (d->tabs[k].id[0] && now() - d->tabs[k].seen > FROZEN_S)
      leave(d, &d->tabs[k]);
  return d->left > 0 && now() - d->left > GRACE_S && now() > d->coming;
}
