"""The process that runs llama.cpp: a script of its own, spoken to in lines of JSON over its pipes.

It is a process of its own because loading holds Python's lock until the file is read (the page would stand
still), because a model the machine cannot hold is killed by the system together with its process, and because
memory comes back for certain only when a process ends. It imports nothing of RoleCall's but this module.

Asked: {"do": "answer", "id", "body"}, {"do": "stop", "id"}, {"do": "count", "id", "text"}.
Told: {"ready"} or {"failed"} once; by id {"begun"}, {"read"}, {"piece"}, {"end", "usage"} or
{"end", "error"}, {"tokens"}.
It ends when its input does, so that it never outlives the one who started it, and after idling for long.
"""

import http.client
import json
import os
import queue
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from typing import IO, Any, Protocol

IDLE = 4


class Llama(Protocol):
    """What is used of xllamacpp's Server."""

    listening_address: str

    def handle_chat_completions(
        self, prompt: dict[str, Any], callback: Callable[[dict[str, Any]], bool]
    ) -> None: ...


class Worker:
    """Answers one request after the other, in the order they came."""

    def __init__(self, out: IO[str], *, key: str = "", idle: float | None = None) -> None:
        """`idle` is in seconds without a request after which it ends."""
        self._out = out
        self._lock = threading.Lock()
        self._key = key
        self._idle = idle
        self._asked: queue.Queue[tuple[int, dict[str, Any]] | None] = queue.Queue()
        self._stopped: set[int] = set()

    def run(self, load: Callable[[], Llama], lines: Iterator[str]) -> int:
        """Loads, tells so, and answers until the lines end; returns the process's exit status."""
        try:
            llama = load()
        except Exception as error:  # whatever it is, the other side must be told before this process ends
            self.tell({"failed": f"{type(error).__name__}: {error}"})
            return 1
        self.tell({"ready": True})
        threading.Thread(target=self._hear, args=(lines, llama), daemon=True).start()
        while True:
            try:
                one = self._asked.get(timeout=self._idle)
            except queue.Empty:
                return IDLE
            if one is None:
                return 0
            self._answer(llama, *one)

    def tell(self, said: dict[str, Any]) -> None:
        line = json.dumps(said)
        with self._lock:
            self._out.write(line + "\n")
            self._out.flush()

    def _hear(self, lines: Iterator[str], llama: Llama) -> None:
        for line in lines:
            asked = json.loads(line)
            number = asked["id"]
            if asked["do"] == "answer":
                self._asked.put((number, asked["body"]))
            elif asked["do"] == "stop":
                self._stopped.add(number)
            else:
                self.tell({"id": number, "tokens": self._counted(llama, asked["text"])})
        # Nobody is left to hear the rest, and an answer may be minutes from its end.
        os._exit(0)

    def _answer(self, llama: Llama, number: int, body: dict[str, Any]) -> None:
        end: dict[str, Any] = {"id": number, "end": None}

        def heard(chunk: dict[str, Any]) -> bool:
            """True stops the answer."""
            if "error" in chunk or "choices" not in chunk:
                end["error"] = chunk.get("error", chunk)
                return True
            if "prompt_progress" in chunk:
                self.tell({"id": number, "read": chunk["prompt_progress"].get("processed", 0)})
            if "usage" in chunk:
                end["usage"] = chunk["usage"]
            for choice in chunk["choices"]:
                if piece := (choice.get("delta") or {}).get("content"):
                    self.tell({"id": number, "piece": piece})
                end["end"] = choice.get("finish_reason") or end["end"]
            return number in self._stopped

        if number not in self._stopped:
            self.tell({"id": number, "begun": True})
            try:
                llama.handle_chat_completions(body, heard)
            except Exception as error:  # the engine's own; the next request may well work
                end["error"] = {"code": 500, "message": f"{type(error).__name__}: {error}"}
        self._stopped.discard(number)
        self.tell(end)

    def _counted(self, llama: Llama, text: str) -> int | None:
        """Tokens by the model's own vocabulary; None where it cannot be told."""
        try:
            connection = _connection(llama.listening_address)
            try:
                headers = {"Authorization": f"Bearer {self._key}", "Content-Type": "application/json"}
                connection.request("POST", "/tokenize", json.dumps({"content": text}), headers)
                return len(json.loads(connection.getresponse().read())["tokens"])
            finally:
                connection.close()
        except (OSError, http.client.HTTPException, ValueError, KeyError):
            return None


def _connection(address: str) -> http.client.HTTPConnection:
    scheme, _, place = address.partition("://")
    if scheme == "unix":
        return _ByFile(place)
    return http.client.HTTPConnection(place, timeout=5)


class _ByFile(http.client.HTTPConnection):
    """HTTP over a socket that is a file: no other user of the machine can reach it."""

    def __init__(self, path: str) -> None:
        super().__init__("localhost", timeout=5)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


def load_llama(how: dict[str, Any]) -> Llama:
    """Loads the model as told: path, threads, context_tokens, cache_mib, batch, folder (private), key."""
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = how["path"]
    params.n_ctx = how["context_tokens"]
    params.n_parallel = 1
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = how["threads"]
    # What is being read can be stopped between two batches, so they are short.
    params.n_batch = params.n_ubatch = how["batch"]
    params.cache_ram_mib = how["cache_mib"]
    params.offline = True
    params.endpoint_slots = False
    params.ui = False
    params.api_keys = [how["key"]]
    # The library always listens somewhere: on a file in a private folder where it can, else on loopback.
    if hasattr(socket, "AF_UNIX") and sys.platform != "win32":
        params.hostnames = [os.path.join(how["folder"], "llama.sock")]
    llama: Llama = xllamacpp.Server(params)
    return llama


def main() -> None:
    # Whatever llama.cpp prints must not come between the lines.
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    lines = iter(sys.stdin.readline, "")
    how = json.loads(next(lines))
    worker = Worker(out, key=how["key"], idle=how["idle"])
    status = worker.run(lambda: load_llama(how), lines)
    out.flush()
    os._exit(status)  # taking llama.cpp down in order can hang; nothing is left to keep


if __name__ == "__main__":
    main()
