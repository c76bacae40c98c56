#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Make the wheel, with the library inside: a backend for pip, or

    backend.py LIBRARY DIRECTORY

It needs the standard library only. For pip the library is that of the newest
build, or ZHEN_LIBRARY.
"""
from __future__ import annotations

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import zipfile
from pathlib import Path
from typing import Any, Dict, List, Optional, Tuple

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
NAME = "libzhen.so.0"
VERSION = "0.1.0"
METADATA = f"""Metadata-Version: 2.1
Name: zhen
Version: {VERSION}
Summary: Chinese-English bilingual text to parallel corpora
License: Apache-2.0 AND CC-BY-SA-4.0
Requires-Python: >=3.9
Description-Content-Type: text/markdown
"""


def find_library() -> Path:
    """The library of the newest build."""
    chosen = os.environ.get("ZHEN_LIBRARY")
    found = [Path(chosen)] if chosen else list(
        (ROOT / "build").glob("**/" + NAME))
    if not found:
        sys.exit(f"no {NAME} below {ROOT / 'build'}: build it, or set "
                 "ZHEN_LIBRARY to its path")
    return max(found, key=lambda path: path.stat().st_mtime)


def stripped(library: Path) -> bytes:
    """The library without its symbols, if there is a strip."""
    if not shutil.which("strip"):
        return library.read_bytes()
    with tempfile.TemporaryDirectory() as work:
        copy = Path(work) / NAME
        subprocess.run(["strip", "--strip-unneeded", "-o", copy,
                        library.resolve()], check=True)
        return copy.read_bytes()


def contents(library: Path) -> List[Tuple[str, bytes]]:
    """The files of the wheel but the last one."""
    info = f"zhen-{VERSION}.dist-info"
    files = [(f"zhen/{path.name}", path.read_bytes())
             for path in sorted((HERE / "zhen").glob("*"))
             if path.suffix in (".py", ".typed")]
    files.append((f"zhen/{NAME}", stripped(library)))
    files += [(f"{info}/{name}", (ROOT / name).read_bytes())
              for name in ("LICENSE", "NOTICE")]
    readme = (HERE / "README.md").read_text(encoding="utf-8")
    files.append((f"{info}/METADATA", f"{METADATA}\n{readme}".encode()))
    files.append((f"{info}/WHEEL", (
        "Wheel-Version: 1.0\nGenerator: zhen\nRoot-Is-Purelib: false\n"
        f"Tag: {tag()}\n").encode()))
    return files


def tag() -> str:
    """What the wheel is for: any Python 3 of this kind of machine."""
    platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
    return f"py3-none-{platform}"


def make_wheel(library: Path, directory: Path) -> str:
    """Write the wheel. The same files give the same bytes."""
    name = f"zhen-{VERSION}-{tag()}.whl"
    files = contents(library)
    record = f"zhen-{VERSION}.dist-info/RECORD"
    lines = []
    for path, data in files:
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest())
        lines.append(f"{path},sha256={digest.decode().rstrip('=')},"
                     f"{len(data)}\n")
    files.append((record, "".join(lines + [f"{record},,\n"]).encode()))
    with zipfile.ZipFile(directory / name, "w") as wheel:
        for path, data in files:
            member = zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0))
            member.external_attr = 0o644 << 16
            wheel.writestr(member, data, zipfile.ZIP_DEFLATED)
    return name


def build_wheel(wheel_directory: str,
                config_settings: Optional[Dict[str, Any]] = None,
                metadata_directory: Optional[str] = None) -> str:
    """What pip calls."""
    return make_wheel(find_library(), Path(wheel_directory))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: backend.py LIBRARY DIRECTORY")
    print(make_wheel(Path(sys.argv[1]), Path(sys.argv[2])))
