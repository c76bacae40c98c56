# SPDX-License-Identifier: Apache-2.0
# Sourced by the cases: zh/ and en/ with articles of unlike names.
mkdir -p zh/news en
cp "$SAMPLES/harbour.zh.txt" zh/news/0001.txt
cp "$SAMPLES/harbour.en.txt" en/yanyu-final.txt
cp "$DATA/library.zh.txt" zh/library.zh.txt
cp "$DATA/library.en.txt" en/library_en-US.txt
