"""The real worker with a llama.cpp in it that says what the name of its model file asks for."""

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rolecall.llm.local.worker import Worker

ANSWER = sys.argv[1]

JSON = '{"word": "ready", "number": 3}'
SAYS = {
    "ok": ANSWER,
    "slow": ANSWER,
    "cut": "You could ask the ",
    "blank": "  \n ",
    "prose": "Certainly! Prose and no object.",
    "wrong_schema": '{"word": 5, "number": "many"}',
    "fenced_json": f"Sure:\n```json\n{JSON}\n```\nAnything else?",
    "whole_json_then_length": f"{JSON} and then",
    "thinks": "<think>They want a greeting.</think>Good morning.",
    "repeats": "And so on. " * 4000,
    "no_grammar": JSON,
}
REFUSES: dict[str, dict[str, Any]] = {
    "401": {"code": 401, "message": "Invalid API Key", "type": "authentication_error"},
    "too_long": {"code": 400, "message": "request exceeds it", "type": "exceed_context_size_error"},
    "broken": {"code": 500, "message": "out of sorts", "type": "server_error"},
}
GRAMMAR = {"code": 400, "message": "failed to parse grammar", "type": "invalid_request_error"}


class FakeLlama:
    listening_address = "unix:///nowhere"

    def __init__(self, behaviour: str) -> None:
        self._does = behaviour

    def handle_chat_completions(
        self, prompt: dict[str, Any], callback: Callable[[dict[str, Any]], bool]
    ) -> None:
        words = prompt["messages"][-1]["content"]
        if self._does in REFUSES:
            callback({"error": REFUSES[self._does]})
            return
        if self._does == "no_grammar" and "response_format" in prompt:
            callback({"error": GRAMMAR})
            return
        if self._does == "crash" or (self._does == "crash_once" and not _been()):
            os._exit(1)
        if self._does == "hang":
            time.sleep(600)
        callback({"choices": [{"delta": {"role": "assistant", "content": None}}]})
        said = (
            f"heard {words}" if self._does in ("crash_once", "echo", "echo_two") else SAYS.get(self._does, "")
        )
        pieces = said.split(" ")
        for number, piece in enumerate(pieces):
            if self._does == "slow":
                time.sleep(0.15)
            if self._does == "crash_midway" or (self._does == "cut" and piece == ""):
                break
            last = number == len(pieces) - 1
            if callback({"choices": [{"delta": {"content": piece if last else f"{piece} "}}]}):
                return
        if self._does == "crash_midway":
            callback({"choices": [{"delta": {"content": "Half a "}}]})
            os._exit(1)
        if self._does == "cut":
            return
        reason = "length" if self._does == "whole_json_then_length" else "stop"
        callback({"choices": [{"delta": {}, "finish_reason": reason}]})
        callback({"choices": [], "usage": {"prompt_tokens": 7, "completion_tokens": 3}})


def _been() -> bool:
    """False the first time, by a file beside the model."""
    mark = Path(HOW["path"]).with_suffix(".been")
    been = mark.exists()
    mark.touch()
    return been


def load() -> FakeLlama:
    behaviour = Path(HOW["path"]).stem
    if behaviour == "unloadable":
        print("llama_model_load: error: unknown model architecture: 'novel'", file=sys.stderr, flush=True)
        raise RuntimeError("Failed to init server")
    if behaviour == "slow_to_load":
        time.sleep(1.0)
    Path(HOW["path"]).with_suffix(".pid").write_text(str(os.getpid()), encoding="ascii")
    return FakeLlama(behaviour)


if __name__ == "__main__":
    lines = iter(sys.stdin.readline, "")
    HOW = json.loads(next(lines))
    os._exit(Worker(sys.stdout, idle=HOW["idle"]).run(load, lines))
