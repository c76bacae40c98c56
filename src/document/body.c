/* SPDX-License-Identifier: Apache-2.0 */
#include "document/body.h"

paragraphs *body_now(body *b)
{
  if (b->in_note)
    return &b->notes;
  return b->depth > 1 ? &b->aside : &b->text;
}

void body_begin_paragraph(body *b)
{
  b->depth++;
  if (b->depth > 2)
    paragraphs_end(&b->aside);
}

void body_end_paragraph(body *b, bool joined)
{
  if (!joined)
    paragraphs_end(body_now(b));
  if (b->depth > 0)
    b->depth--;
  if (b->depth == 0 && !joined && !b->in_note)
    paragraphs_append(&b->text, &b->aside);
}

void body_part(body *b)
{
  if (body_now(b) == &b->text && b->tables == 0)
    paragraphs_part(&b->text);
}

void body_begin_note(body *b)
{
  if (b->in_note)
    return;
  b->in_note = true;
  b->outside = b->depth;
  b->depth = 0;
}

void body_end_note(body *b)
{
  paragraphs_end(&b->notes);
  b->in_note = false;
  b->depth = b->outside;
}

/* ---- tables ---- */

/* Tables in boxes, notes and other tables are running text. */
static bool counts(const body *b)
{
  return b->tables == 1 && b->depth == 0 && !b->in_note;
}

void body_begin_table(body *b)
{
  b->tables++;
  if (counts(b))
    b->cell = (grid_cell){.table = b->next_table++};
}

void body_end_table(body *b)
{
  if (b->tables > 0)
    b->tables--;
}

void body_begin_row(body *b)
{
  if (!counts(b))
    return;
  b->cell.row++;
  b->cell.column = 0;
}

void body_begin_cell(body *b)
{
  if (!counts(b))
    return;
  paragraphs_end(&b->text);
  b->cell.at.begin = b->text.text.len;
  b->in_cell = true;
  b->span = 1;
}

void body_end_cell(body *b)
{
  if (!counts(b))
    return;
  paragraphs_end(&b->text);
  b->cell.at.end = b->text.text.len;
  if (b->cell.at.end > b->cell.at.begin)
    grid_put(&b->grid, &b->cell);
  b->cell.column += b->span;
  b->in_cell = false;
}

void body_skip_cells(body *b, size_t columns)
{
  if (!counts(b))
    return;
  if (b->in_cell)
    b->span += columns;
  else
    b->cell.column += columns;
}

/* ---- the end ---- */

zhen_status body_finish(body *b, zhen_document *out, const char *name)
{
  paragraphs zh = {0}, en = {0};
  zhen_status status;

  paragraphs_append(&b->text, &b->aside);
  paragraphs_part(&b->text);
  paragraphs_append(&b->text, &b->notes);
  status = grid_divide(&b->grid, &b->text, &zh, &en);
  if (status == ZHEN_OK)
    status = grid_finish(&b->text, &zh, &en, out, name);
  body_dispose(b);
  return status;
}

void body_dispose(body *b)
{
  paragraphs_dispose(&b->text);
  paragraphs_dispose(&b->aside);
  paragraphs_dispose(&b->notes);
  grid_dispose(&b->grid);
  *b = (body){0};
}
