#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Align the sample article from files of each kind.

documents_bench.py ZHEN SAMPLES [KIND...]

pandoc makes the documents, LibreOffice the PDF. Prints a line per kind: the
share of the pairs of the plain text that are the same from this kind, and the
same without regard to white space, which a page of a PDF does not keep.
"""
import pathlib
import subprocess
import sys
import tempfile

KINDS = ["docx", "odt", "epub", "html", "pptx", "fb2", "rst", "pdf"]


def make(kind, text, out):
    """A document of this kind from paragraphs between empty lines."""
    command = ["pandoc", "-f", "markdown-smart", "-s", "-M", "pagetitle=x"]
    if kind != "pdf":
        subprocess.run([*command, "-t", kind, "-o", out, text], check=True,
                       stderr=subprocess.DEVNULL)
        return
    docx = out.with_suffix(".docx")
    subprocess.run([*command, "-t", "docx", "-o", docx, text], check=True,
                   stderr=subprocess.DEVNULL)
    subprocess.run(["soffice", "--headless", "--convert-to", "pdf", "--outdir",
                    out.parent, docx], check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)


def pairs(zhen, zh, en):
    run = subprocess.run([zhen, "align", "-q", "-f", "tsv", zh, en],
                         check=True, capture_output=True, text=True)
    return [tuple(line.split("\t")[:2]) for line in run.stdout.splitlines()]


def bare(pair):
    return tuple("".join(side.split()) for side in pair)


def share(want, got):
    left = set(got)
    return sum(pair in left for pair in want) / max(len(want), len(got))


def main():
    zhen = pathlib.Path(sys.argv[1]).resolve()
    samples = [pathlib.Path(sys.argv[2]) / f"harbour.{side}.txt"
               for side in ("zh", "en")]
    want = pairs(zhen, *samples)
    print("kind\tsame\tsame but for white space")
    with tempfile.TemporaryDirectory() as name:
        for kind in sys.argv[3:] or KINDS:
            files = []
            for side, text in zip(("zh", "en"), samples):
                files.append(pathlib.Path(name) / f"{kind}-{side}.{kind}")
                make(kind, text, files[-1])
            got = pairs(zhen, *files)
            print(f"{kind}\t{share(want, got):.3f}\t"
                  f"{share(map_bare(want), map_bare(got)):.3f}")


def map_bare(all_pairs):
    return [bare(pair) for pair in all_pairs]


if __name__ == "__main__":
    main()
