# SPDX-License-Identifier: Apache-2.0
# The types of the Python package are complete, its style is that of PEP 8, the
# sample draws its picture, pip installs from the source tree.
. "$LARGE/want.inc"
want mypy mypy
want flake8 flake8
want python3-pip pip3

source=$(dirname "$SAMPLES")
package=$source/src/python
library=$(find "$source/build/gcc" -name libzhen.so.0.1)
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
exit $failed
