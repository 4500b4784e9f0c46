"""Messages on the channel between app and run: a length of four bytes, then that many bytes of JSON."""

import json
import os
import struct
from typing import Any

CHANNEL = 3
"""The open file that a run speaks through."""
_LENGTH = struct.Struct(">I")
HEAD = _LENGTH.size


def framed(message: Any) -> bytes:
    """Text in ASCII, so that half a letter or a lone surrogate of a program's cannot break it."""
    body = json.dumps(message, ensure_ascii=True).encode("ascii")
    return _LENGTH.pack(len(body)) + body


def length(head: bytes) -> int:
    return int(_LENGTH.unpack(head)[0])


def receive() -> Any:
    """The next message for a run; EOFError where the app has no more."""
    return json.loads(_exactly(length(_exactly(HEAD))))


def send(frame: bytes) -> None:
    view = memoryview(frame)
    while view:
        view = view[os.write(CHANNEL, view) :]


def _exactly(count: int) -> bytes:
    data = bytearray()
    while len(data) < count:
        piece = os.read(CHANNEL, count - len(data))
        if not piece:
            raise EOFError
        data += piece
    return bytes(data)
