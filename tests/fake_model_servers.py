"""Scripted model servers on loopback: the pages of Ollama, LM Studio, llama.cpp and vLLM, and of liars.

Each page is a path with what is sent for it; `chat` decides what becomes of a call to the model.
"""

import json
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Chat = Callable[[dict[str, Any]], "tuple[int, str]"]
"""Status and words for the body of a call."""


@dataclass(frozen=True)
class Sent:
    """What a path answers: a JSON value, or text as it is."""

    body: Any
    status: int = 200
    kind: str = "application/json"
    server: str = "uvicorn"
    before: float = 0.0
    """Seconds of silence before the first byte."""
    between: float = 0.0
    """Seconds between two bytes."""
    meets: threading.Barrier | None = None
    """Waits here for the others that are asked as well."""


def _model(name: str, owner: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "object": "model", "created": 1, "owned_by": owner, **more}


def listed(*models: dict[str, Any], server: str = "uvicorn") -> Sent:
    return Sent({"object": "list", "data": list(models)}, server=server)


def ollama(context: int | None = None, parameters: str = "", trained: int = 131_072) -> dict[str, Sent]:
    """With `context` the model is loaded and holds so much."""
    running = [{"name": "small:1b", "model": "small:1b", "context_length": context}] if context else []
    shown = {
        "capabilities": ["completion", "tools"],
        "parameters": parameters,
        "model_info": {"general.architecture": "small", "small.context_length": trained},
    }
    return {
        "/v1/models": listed(_model("small:1b", "library"), _model("mine/big:8b", "mine")),
        "/api/version": Sent({"version": "0.40.12"}),
        "/api/ps": Sent({"models": running}),
        "/api/show": Sent(shown),
    }


def lm_studio(state: str = "loaded") -> dict[str, Sent]:
    entry = {"id": "org/small", "type": "llm", "state": state, "max_context_length": 131_072}
    if state == "loaded":
        entry |= {"loaded_context_length": 16_384, "capabilities": ["tool_use"]}
    return {
        "/v1/models": listed(
            _model("org/small", "organization_owner"), _model("text-embedding-nomic", "organization_owner")
        ),
        "/api/v0/models": Sent({"object": "list", "data": [entry]}),
    }


def newer_lm_studio() -> dict[str, Sent]:
    """Without the older pages."""
    instances = [{"id": "org/small", "config": {"context_length": 4096}}]
    entry = {
        "key": "org/small",
        "loaded_instances": instances,
        "capabilities": {"trained_for_tool_use": False},
    }
    return {
        "/v1/models": listed(_model("org/small", "organization_owner")),
        "/api/v1/models": Sent({"models": [entry]}),
    }


def llama_cpp(context: int = 2048) -> dict[str, Sent]:
    meta = {"n_ctx": context, "n_ctx_train": 8192}
    props = {
        "default_generation_settings": {"n_ctx": context},
        "chat_template_caps": {"supports_tools": False},
    }
    return {
        "/v1/models": listed(_model("/models/small.gguf", "llamacpp", meta=meta), server="llama.cpp"),
        "/props": Sent(props, server="llama.cpp"),
    }


def vllm() -> dict[str, Sent]:
    return {"/v1/models": listed(_model("Org/Small-1B", "vllm", max_model_len=4096))}


def says(words: str) -> Chat:
    return lambda _: (200, words)


def with_json(*, takes: tuple[str, ...], heeds: tuple[str, ...] | None = None) -> Chat:
    """A server that takes some forms of JSON and refuses the others; of those it takes it heeds some."""

    def chat(body: dict[str, Any]) -> tuple[int, str]:
        way = body["response_format"]["type"] if "response_format" in body else ""
        way = "grammar" if "grammar" in body else way
        if way and way not in takes:
            return 400, f"'response_format.type' {way!r} is not supported (grammar neither)"
        return 200, '{"colour": "green"}' if way in (takes if heeds is None else heeds) else "Green."

    return chat


@dataclass
class ModelServer:
    """One server; `asked` are the paths in the order they came, with the bodies of calls."""

    pages: Mapping[str, Sent] = field(default_factory=dict)
    chat: Chat = field(default_factory=lambda: says("ready"))
    streams: bool = True
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    """Every authorization that was sent."""

    def __enter__(self) -> "ModelServer":
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_: object) -> None: ...

            def version_string(self) -> str:
                return self.sent_by

            def do_GET(self) -> None:
                self._answer({})

            def do_POST(self) -> None:
                length = int(self.headers.get("content-length", 0))
                self._answer(json.loads(self.rfile.read(length) or b"{}"))

            def _answer(self, body: dict[str, Any]) -> None:
                outer.asked.append((self.path, body))
                outer.keys.add(self.headers.get("authorization", ""))
                try:
                    if self.path == "/v1/chat/completions":
                        outer._chat(self, body)
                    else:
                        outer._page(self)
                except OSError:
                    pass  # the client had enough

            sent_by = "uvicorn"

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    @property
    def calls(self) -> list[dict[str, Any]]:
        return [body for path, body in self.asked if path == "/v1/chat/completions"]

    def _page(self, handler: Any) -> None:
        sent = self.pages.get(handler.path, Sent({"error": "Not Found"}, status=404))
        data = sent.body.encode() if isinstance(sent.body, str) else json.dumps(sent.body).encode()
        handler.sent_by = sent.server
        time.sleep(sent.before)
        if sent.meets is not None:
            sent.meets.wait(30)
        self._head(handler, sent.status, sent.kind, len(data))
        if not sent.between:
            handler.wfile.write(data)
            return
        for byte in data:
            handler.wfile.write(bytes([byte]))
            handler.wfile.flush()
            time.sleep(sent.between)

    def _chat(self, handler: Any, body: dict[str, Any]) -> None:
        status, words = self.chat(body)
        if body.get("stream") and not self.streams:
            status, words = 400, "streaming is not supported, set stream to false"
        if status != 200:
            error = json.dumps({"error": {"message": words, "type": "invalid_request_error"}}).encode()
            self._head(handler, status, "application/json", len(error))
            handler.wfile.write(error)
            return
        message = {"role": "assistant", "content": words}
        if not body.get("stream"):
            choice = {"index": 0, "message": message, "finish_reason": "stop"}
            whole = {"id": "1", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]}
            data = json.dumps(whole).encode()
            self._head(handler, 200, "application/json", len(data))
            handler.wfile.write(data)
            return
        events = ""
        for delta, reason in ((message, None), ({}, "stop")):
            choice = {"index": 0, "delta": delta, "finish_reason": reason}
            chunk = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m"}
            events += f"data: {json.dumps({**chunk, 'choices': [choice]})}\n\n"
        data = (events + "data: [DONE]\n\n").encode()
        self._head(handler, 200, "text/event-stream", len(data))
        handler.wfile.write(data)

    @staticmethod
    def _head(handler: Any, status: int, kind: str, length: int) -> None:
        handler.send_response(status)
        handler.send_header("content-type", kind)
        handler.send_header("content-length", str(length))
        handler.end_headers()
