# SPDX-License-Identifier: Apache-2.0
"""What the library reports as a failure."""
from __future__ import annotations


class Error(Exception):
    """A failure of the library; its text is the message of the library.

    ``status`` is its status as a number, as in ``zhen/error.h``.
    """

    status = 0


class UsageError(Error, ValueError):
    """An argument is invalid or unknown."""

    status = -1


class InputError(Error):
    """Input cannot be read, decoded, parsed or used."""

    status = -2


class OutputError(Error):
    """Output cannot be written; old files are unchanged."""

    status = -3


class LimitError(Error):
    """A stated limit is exceeded."""

    status = -4


class OutOfMemory(Error, MemoryError):
    """The library could not allocate memory."""

    status = -5


class Cancelled(Error):
    """The call was cancelled."""

    status = -6


_BY_STATUS = {kind.status: kind for kind in (
    UsageError, InputError, OutputError, LimitError, OutOfMemory, Cancelled)}


def error_of(status: int, message: str) -> Error:
    """The exception of a status."""
    error = _BY_STATUS.get(status, Error)(message)
    error.status = status
    return error
