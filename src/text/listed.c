/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A name with the ending of a document is always read, so that damage is found.
 * Code and style sheets are text: only their names tell. What has neither is
 * known by its bytes, by the rule of git: NUL is not in texts, except UTF-16.
 */
#include "text/listed.h"
#include "base/fail.h"
#include "base/system.h"
#include "text/input.h"
#include "text/kind.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

enum { LOOK_AT = 8000 };

static const char *const compressed[] = {"gz", "xz", "zst", NULL};

static const char *const documents[] = {
    "txt",  "text",  "md",       "markdown", "mdx",   "html", "htm", "xhtml",
    "rst",  "adoc",  "tex",      "asciidoc", "latex", "docx", "odt", "pptx",
    "xlsx", "epub",  "fb2",      "pdf",      "srt",   "vtt",  "ass", "ssa",
    "tmx",  "xlf",   "sdlxliff", "xliff",    "po",    "pot",  "tbx", "csv",
    "tsv",  "jsonl", "sentence", NULL};

static const struct {
  const char *what, *endings;
} others[] = {
    {"an image",
     " png jpg jpeg gif svg webp ico bmp tif tiff avif heic psd eps "},
    {"audio or video", " mp3 m4a ogg wav flac mp4 m4v mov avi mkv webm "},
    {"a font", " ttf otf woff woff2 eot "},
    {"a style sheet", " css scss sass less xsl xslt "},
    {"a script or code",
     " js mjs cjs ts tsx jsx map vue py pyc rb pl pm php sh bash zsh fish bat "
     "cmd ps1 c h cc cpp cxx hpp cs java class kt scala go rs swift m lua r jl "
     "sql wasm o so a dll exe mk cmake gradle ipynb "},
    {"data or settings", " json json5 yaml yml toml ini cfg conf lock xsd dtd "
                         "rng db sqlite bin dat "
                         "npy npz parquet pickle pkl mo log bak tmp "},
    {"an archive", " zip tar tgz tbz txz bz2 7z rar jar war iso deb rpm whl "},
};

static bool is_one_of(const char *word, const char *const *list)
{
  for (; *list; list++)
    if (strcasecmp(word, *list) == 0)
      return true;
  return false;
}

/* Copy the ending of the first `len` bytes of a name; where its dot is. */
static size_t find_ending(const char *name, size_t len, char out[16])
{
  const char *slash = system_last(name, '/', len);
  size_t from = slash ? (size_t)(slash - name) + 1 : 0;
  const char *dot = system_last(name + from, '.', len - from);
  size_t at = dot ? (size_t)(dot - name) : len, size = len - at;

  out[0] = '\0';
  if (at == len || at == from || size > 15)
    return len;
  for (size_t i = 1; i < size; i++)
    out[i - 1] = (char)(name[at + i] | (name[at + i] & 0x40 ? 0x20 : 0));
  out[size - 1] = '\0';
  return at;
}

size_t listed_length(const char *name)
{
  size_t len = strlen(name);
  char ending[16];
  size_t at = find_ending(name, len, ending);

  return is_one_of(ending, compressed) ? at : len;
}

size_t listed_stem(const char *name, size_t len)
{
  char ending[16];
  size_t at = find_ending(name, len, ending);

  return is_one_of(ending, documents) ? at : len;
}

/* Whether a list of words with spaces around them has this one. */
static bool has_word(const char *list, const char *word)
{
  size_t len = strlen(word);

  for (const char *at = list; (at = strstr(at, word)); at++)
    if (at[-1] == ' ' && at[len] == ' ')
      return true;
  return false;
}

/* Text without NUL, or UTF-16. */
static bool is_binary(const char *path, zhen_str bytes)
{
  const zhen_read_options how = {.struct_size = sizeof how, .repair = false};
  zhen_text *text;
  zhen_status status;

  if (!memchr(bytes.ptr, '\0', bytes.len))
    return false;
  status =
      zhen_text_decode(&text, bytes.ptr, bytes.len & ~(size_t)1, path, &how);
  zhen_text_free(text);
  return status == ZHEN_EINPUT;
}

static const char *by_bytes(const char *path, zhen_str bytes)
{
  if (str_begins(bytes, "#!"))
    return "a script or code";
  if (kind_of_bytes(bytes).kind == ZHEN_KIND_OTHER)
    return "an image, archive or other binary file";
  return is_binary(path, bytes) ? "a binary file" : NULL;
}

/* What cannot be read is a document: reading it says why. */
static zhen_status look(const char *path, const char **why)
{
  const zhen_read_options how = {
      .struct_size = sizeof how, .max_line = SIZE_MAX, .regular = true};
  text_limits limits = text_limits_of(path, &how);
  text_input *in;
  buf bytes = {0};
  zhen_status status = text_input_open(&in, &limits);

  if (status == ZHEN_OK)
    status = text_input_read(in, &bytes, TEXT_INPUT_BYTES);
  if (status == ZHEN_OK && bytes.len > 0)
    *why = by_bytes(
        path, (zhen_str){bytes.ptr, bytes.len < LOOK_AT ? bytes.len : LOOK_AT});
  text_input_close(in);
  buf_dispose(&bytes);
  return status == ZHEN_ENOMEM ? status : ZHEN_OK;
}

zhen_status listed_other(const char *path, const char **why)
{
  size_t len = listed_length(path);
  char ending[16];

  *why = NULL;
  find_ending(path, len, ending);
  if (is_one_of(ending, documents))
    return ZHEN_OK;
  for (size_t i = 0; ending[0] && i < sizeof others / sizeof *others; i++)
    if (has_word(others[i].endings, ending)) {
      *why = others[i].what;
      return ZHEN_OK;
    }
  return look(path, why);
}
