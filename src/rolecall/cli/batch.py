"""--batch: one JSON request a line, one JSON answer a line, in order, in one process."""

import json
import re
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Semaphore
from typing import Any, TextIO

from rolecall.ports import BadInput, RoleCallError

Answer = Callable[[dict[str, Any]], dict[str, Any]]
LONGEST_LINE = 8_000_000
"""Characters of one request: above the largest text that is read, so only nonsense is refused."""
_HALF = re.compile("[\ud800-\udfff]")
"""Halves of characters, as `\\ud800` in JSON gives them: no text that can be stored or printed."""


def run_batch(path: str, answer: Answer, workers: int = 1) -> int:
    """Answers every line; a bad one answers `{"id", "error"}` and the rest go on. Always 0 once it began.

    With several `workers` that many lines are answered side by side, and still told in order.
    """
    with _lines(path) as lines:
        asked = ((line, number) for number, line in enumerate(lines, start=1) if line.strip())
        if workers > 1:
            _side_by_side(asked, answer, workers)
        else:
            for line, number in asked:
                _tell(_answered(line, number, answer))
    return 0


def _side_by_side(asked: Iterator[tuple[str, int]], answer: Answer, workers: int) -> None:
    """Lines are read here and answers told from a thread: none waits for a line that is still to come."""
    told: SimpleQueue[Future[dict[str, Any]] | None] = SimpleQueue()
    free = Semaphore(2 * workers)
    over = Event()

    def tell_all() -> None:
        try:
            while (one := told.get()) is not None:
                _tell(one.result())
        finally:
            over.set()

    with ThreadPoolExecutor(workers + 1) as pool:
        teller = pool.submit(tell_all)
        try:
            for line, number in asked:
                free.acquire()
                if over.is_set():  # whoever read the answers went away
                    break
                one = pool.submit(_answered, line, number, answer)
                one.add_done_callback(lambda _: free.release())
                told.put(one)
        finally:
            told.put(None)
        teller.result()


def _tell(answered: dict[str, Any]) -> None:
    print(json.dumps(answered, ensure_ascii=False), flush=True)


def _answered(line: str, number: int, answer: Answer) -> dict[str, Any]:
    request_id: Any = None
    try:
        request = _request(line, number)
        request_id = request.get("id")
        return {"id": request_id, **answer(request)}
    except RoleCallError as error:
        return {"id": request_id, "error": error.message}
    except ValueError as error:
        # pydantic's too: a field of the wrong type is the caller's to mend, the other lines go on.
        return {
            "id": request_id,
            "error": f"Line {number} cannot be used: {' '.join(str(error).split())[:300]}",
        }


def _request(line: str, number: int) -> dict[str, Any]:
    if len(line) > LONGEST_LINE:
        raise BadInput(f"Line {number} has {len(line):,} characters; the limit is {LONGEST_LINE:,}.")
    try:
        request = _whole(json.loads(line, parse_constant=lambda _: None))
    except (ValueError, RecursionError) as error:
        raise BadInput(f"Line {number} is not JSON ({error}); write one JSON object a line.") from error
    if not isinstance(request, dict):
        raise BadInput(f'Line {number} is not a JSON object; write one like {{"id": 1, ...}} a line.')
    return request


def _whole(value: Any) -> Any:
    """The value with every half of a character replaced by U+FFFD."""
    if isinstance(value, str):
        return _HALF.sub("\ufffd", value)
    if isinstance(value, list):
        return [_whole(one) for one in value]
    if isinstance(value, dict):
        return {_whole(key): _whole(one) for key, one in value.items()}
    return value


def text_of(request: dict[str, Any], field: str) -> str:
    """A text field of a request. Raises BadInput where it is absent or no text."""
    value = request.get(field)
    if not isinstance(value, str):
        raise BadInput(f"The field {field!r} must be a text.")
    return value


@contextmanager
def _lines(path: str) -> Iterator[TextIO]:
    if path == "-":
        reconfigure = getattr(sys.stdin, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
        yield sys.stdin
        return
    with ExitStack() as stack:
        try:
            file = stack.enter_context(Path(path).open(encoding="utf-8", errors="replace"))
        except OSError as error:
            raise BadInput(f"The batch file {path!r} cannot be read ({error.strerror}).") from error
        yield file
