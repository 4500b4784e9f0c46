"""Reading a 1,000-word ad with the built-in engine, warm; and how the time grows with the text."""

from benchmarks.table import Row, median, milliseconds, print_table
from rolecall.domain.roles import Source, SourceKind
from rolecall.wiring import build_reading, knowledge

LIMIT = 500.0
AIM = 30.0


def main(_: list[str]) -> int:
    """Prints the table; 1 where the limit was passed."""
    reading = build_reading()
    ad = knowledge().examples[1].text
    rows = []
    for words, limit in ((1_000, LIMIT), (2_000, None), (10_000, None)):
        source = Source(id="bench", kind=SourceKind.AD, text=_of_words(ad, words))
        times = milliseconds(lambda source=source: reading.read([source]), 20 if words <= 2_000 else 5)
        rows.append(Row(f"read an ad of {words:,} words, median", median(times), limit))
        if words == 1_000:
            rows.append(Row("the same, against the aim", median(times), AIM))
    printed = print_table("Reading", rows)
    # The aim is what we would like; only the limit can fail.
    return 0 if rows[0].kept else printed


def _of_words(text: str, words: int) -> str:
    """The text repeated, with a number in each copy so that no sentence is a copy of another."""
    copies = []
    while sum(len(copy.split()) for copy in copies) < words:
        copies.append(
            text.replace("models", f"models of team {len(copies)}").replace("forty", str(len(copies) + 40))
        )
    lines, kept = "\n".join(copies).splitlines(keepends=True), 0
    chosen = []
    for line in lines:
        if kept >= words:
            break
        chosen.append(line)
        kept += len(line.split())
    return "".join(chosen)
