# SPDX-License-Identifier: Apache-2.0
"""Calls of the library: handles, arguments, progress, Ctrl-C."""
from __future__ import annotations

import _thread
import ctypes
import os
import threading
from typing import Any, Callable, List, NamedTuple, Optional, Union

from . import _library as c
from ._errors import Cancelled

PathName = Union[str, "os.PathLike[str]", "os.PathLike[bytes]"]


class Progress(NamedTuple):
    """How far a call is.

    ``stage`` is what is being done, ``unit`` what is counted, ``done`` how
    many of ``total`` are; a ``total`` of 0 is not known.
    """

    stage: str
    unit: str
    done: int
    total: int


ProgressCallback = Callable[[Progress], object]


class Handle:
    """Something of the library, freed when nothing refers to it any more.

    A call keeps a reference to the handles that it uses, so that closing an
    object does not free what another thread is using.
    """

    __slots__ = ("pointer", "_free", "_parents")

    def __init__(self, free: Callable[[ctypes.c_void_p], None],
                 *parents: object) -> None:
        self.pointer = ctypes.c_void_p()
        self._free = free
        self._parents = parents  # which it needs for as long as it lives

    def out(self) -> Any:
        """Where a function puts it."""
        return ctypes.byref(self.pointer)

    def __del__(self) -> None:
        if self.pointer:
            self._free(self.pointer)

    def __reduce__(self) -> Any:
        raise TypeError("objects of the zhen library cannot be pickled")


def path_bytes(path: PathName) -> bytes:
    """The name of a file for the library."""
    name = os.fsencode(path)
    if b"\0" in name:
        raise ValueError("a file name cannot contain NUL")
    return b"./-" if name == b"-" else name


def name_bytes(name: Optional[str], what: str) -> Optional[bytes]:
    """A name of a choice for the library."""
    if name is None:
        return None
    if not isinstance(name, str):
        raise TypeError(f"{what} must be a str, not {type(name).__name__}")
    if "\0" in name:
        raise ValueError(f"{what} cannot contain NUL")
    return name.encode()


def choice(name: str, names: List[str], what: str) -> int:
    """The number of a name."""
    try:
        return names.index(name)
    except ValueError:
        raise ValueError(f"{what} must be one of {', '.join(names)}, not "
                         f"{name!r}") from None


def thread_count(threads: int) -> int:
    """A number of threads; 0: one per processor."""
    if not 0 <= threads <= 4096:
        raise ValueError(f"threads must be 0 to 4096, not {threads}")
    return threads


class Watch:
    """Calls that a callback or Ctrl-C can end."""

    def __init__(self, progress: Optional[ProgressCallback] = None) -> None:
        if progress is not None and not callable(progress):
            raise TypeError("progress must be callable")
        self._progress = progress
        self._flag = ctypes.c_int(0)
        self._error: Optional[BaseException] = None
        self._options = c.ProgressOptions(
            cancel=ctypes.cast(c.progress_flag, ctypes.c_void_p).value,
            report=c.REPORT(self._report) if progress else c.REPORT(0),
            context=ctypes.addressof(self._flag))
        self.options = ctypes.pointer(self._options)

    def cancel(self) -> None:
        """End the call; from any thread."""
        self._flag.value = 1

    def _report(self, _: Any, state: Any) -> None:
        now = state.contents
        try:
            if self._error is None and self._progress is not None:
                self._progress(Progress(now.stage.decode(), now.unit.decode(),
                                        now.done, now.total))
        except BaseException as error:  # raised again by run()
            self._error = error
            self.cancel()

    def run(self, function: Callable[..., object], *args: object,
            long: bool) -> None:
        """Call a function of the library.

        A long call of the main thread runs on another one, so that this one
        can receive signals.
        """
        try:
            if long and threading.current_thread() is threading.main_thread():
                self._run_aside(function, args)
            else:
                function(*args)
        except Cancelled:
            if self._error is None:
                raise
        if self._error is not None:
            raise self._error

    def _run_aside(self, function: Callable[..., object], args: Any) -> None:
        failures: List[BaseException] = []
        running = _thread.allocate_lock()

        def work() -> None:
            try:
                function(*args)
            except BaseException as error:
                failures.append(error)
            finally:
                running.release()

        interrupt: Optional[BaseException] = None
        running.acquire()
        _thread.start_new_thread(work, ())
        while True:
            try:
                running.acquire()
                break
            except BaseException as error:  # of a signal handler
                interrupt = error
                self.cancel()
        if interrupt is not None:
            raise interrupt
        if failures:
            raise failures[0]
