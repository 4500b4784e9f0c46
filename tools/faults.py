"""Writes docs/faults.md from the rows of llm/fault_cases.py: `python -m tools.faults`."""

from pathlib import Path

from rolecall.llm.fault_cases import CASES, Case

PAGE = Path(__file__).resolve().parents[1] / "docs" / "faults.md"

_INTRODUCTION = """# When a model fails

This page is generated from `src/rolecall/llm/fault_cases.py` (`python -m tools.faults`). Every row is
tested against a scripted server that really does it over HTTP or TLS (`tests/fake_server.py`), in three
ways of use: a stream, a value of a schema, and a whole turn of the coach over a real store.

- **Asked again** means: before a word was shown, at most twice, after 0.6 s and 1.2 s or when the server
  says, with chance added so that users who were refused together do not come back together. The users of
  one server share a purse of ten retries that fills at one in three seconds. Words that were shown are
  never asked for again by themselves; "Try again" does it when you wish.
- **Kept**: your message is stored before the model is asked. Words that came before a fault stay in the
  conversation, marked as cut short. Where none came, the built-in engine answers the same message at once.
- **Waiting**: the first word may take `ROLECALL_FIRST_WORD` (45 s), a silence between two words
  `ROLECALL_SILENCE` (20 s), the whole answer `ROLECALL_DEADLINE` (300 s; 120 s where you do not see it
  grow, as with an email). An answer that goes on steadily is not cut before its deadline; one that brings
  less than half a token a second over 30 s is ended, and you are told.
- **After two faults in a row** of a server or the way to it, no call is made for 30 s and the built-in
  engine answers at once; then one call finds out for all whether the server is well again. Wrong keys,
  quotas and refusals say nothing about the server and are asked about each time.
- Times are measured by a clock that is never set, so a change of the machine's time neither ends nor
  prolongs a wait.
- **Stop** ends the words and closes the connection, in the page as well as by closing the iterator (`python
  -m benchmarks stop` measures the latter, of a model's stream and of a whole turn).

`{model}` stands for the model's name.

| what happens | kind | asked again | what you see | what is kept |
|---|---|---|---|---|
"""


def fault_page() -> str:
    """The page as it should stand."""
    return _INTRODUCTION + "".join(f"{_row(case)}\n" for case in CASES)


def _row(case: Case) -> str:
    if case.kind is None and case.filled is not None:
        # In a conversation any words are an answer; an email, a reading, a judgement need their form.
        from rolecall.llm.faults import WORDS

        kind, again = f"`{case.filled.value}`", "once, naming what was wrong"
        seen = f"In the chat the answer; elsewhere: {_sentence(WORDS[case.filled])}"
        kept = "your message; the built-in engine's reading, email or judgement"
    elif case.kind is None:
        kind, again, seen, kept = "none", "yes", "The answer, a little later", "everything"
    else:
        kind, again = f"`{case.kind.value}`", "yes" if case.again else "no"
        seen = _sentence(case.seen)
        kept = "your message; the built-in engine answers it"
        if case.said:
            kept = "your message and the words so far, marked as cut short"
    return f"| {case.happens} | {kind} | {again} | {seen} | {kept} |"


def _sentence(words: str) -> str:
    return words.replace(", {after}.", ".").replace("{when}", "in ... s")


if __name__ == "__main__":
    PAGE.write_text(fault_page(), encoding="utf-8")
