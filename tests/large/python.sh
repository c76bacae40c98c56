# SPDX-License-Identifier: Apache-2.0
# The types of the Python package are complete, its style is that of PEP 8, the
# sample draws its picture, pip installs from the source tree; a store's pairs
# are rows of pandas, and their function can be pickled and hashed by dill, as
# datasets.Dataset.from_generator does.
. "$LARGE/want.inc"
want mypy mypy
want flake8 flake8
want python3-pip pip3
want_module pandas
want_module dill

source=$(dirname "$SAMPLES")
package=$source/src/python
library=$(find "$source/build/gcc" -name libzhen.so.0)
PYTHONDONTWRITEBYTECODE=1
ZHEN_LIBRARY=$library
export PYTHONDONTWRITEBYTECODE ZHEN_LIBRARY
failed=0
(cd "$package" && mypy --strict --cache-dir "$OLDPWD/mypy" zhen backend.py) ||
  failed=1
flake8 "$package" "$source/tests/python" "$SAMPLES/python" || failed=1
PYTHONPATH=$package /usr/bin/python3 "$SAMPLES/python/corpus.py" out >log ||
  failed=1
[ -s out/scores.png ] || grep 'no picture' log || failed=1
/usr/bin/python3 -m venv --system-site-packages --without-pip env &&
  /usr/bin/python3 -m pip --python env/bin/python install --quiet --no-index \
    --no-build-isolation "$package" &&
  env -u ZHEN_LIBRARY env/bin/python -c \
    'import zhen; print(zhen.align("他来了。", "He came.")[0])' || failed=1

cat >rows.py <<'X'
import dill
import pandas
import zhen

store = zhen.Store("corpus.db")
rows = pandas.DataFrame(store.pairs(min_prob=.9))
assert len(rows) > 20 and rows.score.min() >= .9
pickled = dill.dumps(store.pairs, recurse=True)
assert pickled == dill.dumps(store.pairs, recurse=True)
assert rows.equals(pandas.DataFrame(dill.loads(pickled)(min_prob=.9)))
pairs = rows[["zh", "en"]].itertuples(index=False)
assert len(list(zhen.score(pairs))) == len(rows)
X
cp "$SAMPLES"/harbour.??.txt .
printf 'harbour\tharbour.zh.txt\tharbour.en.txt\n' >manifest.tsv
"$ZHEN" build manifest.tsv -o corpus.db -q &&
  PYTHONPATH=$package /usr/bin/python3 rows.py || failed=1
exit $failed
