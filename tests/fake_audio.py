"""A scripted server of OpenAI's audio endpoints over real HTTP on loopback.

The model's name in a request chooses what happens (`ok`, `timed`, `401`, `404`, `html`, `reset`, ...), or
the next of `AudioServerStandIn.script`. By hand: `python -m tests.fake_audio --port 8902`, then name
http://127.0.0.1:8902/v1 as the voice's server in Settings.
"""

import argparse
import io
import json
import math
import socket
import struct
import threading
import time
import wave
from dataclasses import dataclass, field
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TEXT = "I would hold back the last 20 days, um, and compare against the mean."


@dataclass
class Asked:
    """One request as it arrived."""

    path: str
    fields: dict[str, str]
    sound: bytes
    kind: str
    key: str


def beep(seconds: float = 0.6, rate: int = 8_000) -> bytes:
    """A tone as WAV."""
    written = io.BytesIO()
    with wave.open(written, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        tones = (int(9_000 * math.sin(at * 440 * 2 * math.pi / rate)) for at in range(int(seconds * rate)))
        sound.writeframes(b"".join(struct.pack("<h", tone) for tone in tones))
    return written.getvalue()


@dataclass
class AudioServerStandIn:
    """The server; `with` starts and stops it."""

    text: str = TEXT
    script: list[str] = field(default_factory=list)
    """What to do with the next requests, in place of what their models' names say."""
    asked: list[Asked] = field(default_factory=list)
    wait: float = 0.0
    """Seconds before each answer."""
    seconds: float = 0.6
    """Of what is read aloud."""
    port: int = 0

    def __enter__(self) -> "AudioServerStandIn":
        stand_in = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                stand_in._answer(self)

            def log_message(self, *_: object) -> None:
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def _answer(self, request: BaseHTTPRequestHandler) -> None:
        body = request.rfile.read(int(request.headers.get("content-length", 0)))
        asked = _read(request, body)
        self.asked.append(asked)
        what = self.script.pop(0) if self.script else asked.fields.get("model", "")
        time.sleep(self.wait)
        if what.isdecimal():
            words = json.dumps({"error": {"message": f"scripted {what}", "code": what}})
            _send(request, int(what), "application/json", words.encode())
        elif what == "html":
            _send(request, 200, "text/html", b"<html><body>Welcome to the portal</body></html>")
        elif what == "reset":
            linger = struct.pack("ii", 1, 0)
            request.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            request.connection.close()
        elif what == "untimed" and asked.fields.get("response_format") == "verbose_json":
            _send(request, 400, "application/json", b'{"error": {"message": "json only", "code": "400"}}')
        elif what == "endless":
            _send(request, 200, "application/json", b"x" * 30_000_000)
        elif asked.path.endswith("/audio/speech"):
            _send(request, 200, "audio/mpeg", beep(self.seconds))
        else:
            _send(request, 200, "application/json", json.dumps(self._heard(what)).encode())

    def _heard(self, what: str) -> dict[str, object]:
        text = "" if what == "nothing" else self.text
        if what != "timed":
            return {"text": text}
        times = [
            {"word": word, "start": 3.0 * at, "end": 3.0 * at + 0.5} for at, word in enumerate(text.split())
        ]
        return {"text": text, "duration": 3.0 * len(times), "words": times}


def _read(request: BaseHTTPRequestHandler, body: bytes) -> Asked:
    kind, key = request.headers.get("content-type", ""), request.headers.get("authorization", "")
    if kind.startswith("application/json"):
        fields = {name: str(value) for name, value in json.loads(body).items()}
        return Asked(request.path, fields, b"", "", key)
    parsed = BytesParser().parsebytes(f"content-type: {kind}\r\n\r\n".encode() + body)
    fields, sound, of = {}, b"", ""
    for part in parsed.get_payload():
        name = str(part.get_param("name", header="content-disposition"))  # type: ignore[union-attr]
        data = part.get_payload(decode=True)  # type: ignore[union-attr]
        if name == "file":
            sound, of = data, part.get_content_type()  # type: ignore[union-attr, assignment]
        else:
            fields[name] = data.decode()  # type: ignore[union-attr]
    return Asked(request.path, fields, sound, of, key)


def _send(request: BaseHTTPRequestHandler, status: int, kind: str, body: bytes) -> None:
    request.send_response(status)
    request.send_header("content-type", kind)
    request.send_header("content-length", str(len(body)))
    request.end_headers()
    try:
        request.wfile.write(body)
    except OSError:
        return  # the client has gone


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=8902)
    with AudioServerStandIn(port=parser.parse_args().port) as server:
        print(server.address)
        threading.Event().wait()
