# SPDX-License-Identifier: Apache-2.0
"""What the tests share."""
import json
import os
import subprocess
from pathlib import Path

import pytest

SAMPLES = Path(os.environ["SAMPLES"])


def run_zhen(*args):
    """Run the program; its standard output."""
    env = {name: value for name, value in os.environ.items()
           if name != "LD_PRELOAD"}
    return subprocess.run([os.environ["ZHEN"], *map(str, args)], check=True,
                          env=env, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL).stdout.decode()


def program_pairs(*args):
    """The pairs that zhen align writes."""
    rows = map(json.loads, run_zhen("align", "-f", "jsonl", *args)
               .splitlines())
    return [row for row in rows if "bead" in row]


@pytest.fixture(scope="session")
def harbour():
    """The Chinese and English text of the sample."""
    return tuple((SAMPLES / f"harbour.{side}.txt").read_text(encoding="utf-8")
                 for side in ("zh", "en"))


@pytest.fixture(scope="session")
def aligned(harbour):
    """The sample, aligned."""
    import zhen
    return zhen.align(*harbour)


@pytest.fixture(scope="session")
def long_text():
    """Two sides that take a while to align."""
    zh = "".join(f"第{i}条船运来了{i * 7 + 2}吨货物，船长很高兴。"
                 for i in range(1500))
    en = " ".join(f"Ship number {i} brought {i * 7 + 2} tons of goods, and "
                  "the captain was glad." for i in range(1500))
    return zh, en
