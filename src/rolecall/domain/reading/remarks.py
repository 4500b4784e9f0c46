"""What the reader should know beside the profile: notes on the reading, and searches that verify."""

from collections.abc import Sequence
from urllib.parse import urlencode

from rolecall.domain.quoting import defused, shortened
from rolecall.domain.reading.profile import Profile
from rolecall.domain.reading.single import Read
from rolecall.domain.roles import Confidence, Link

_QUOTED = 80
"""Characters of an instruction that a note shows."""


def links(company: str) -> tuple[Link, ...]:
    """Searches the user may open; built here, fetched by nobody."""
    if not company:
        return ()
    searches = (
        ("Papers on Google Scholar", "https://scholar.google.com/scholar", {"q": f'"{company}"'}),
        ("Preprints on arXiv", "https://arxiv.org/search/", {"query": company, "searchtype": "all"}),
        ("Code on GitHub", "https://github.com/search", {"q": company, "type": "repositories"}),
        ("Models on Hugging Face", "https://huggingface.co/models", {"search": company}),
        (
            "Engineering blog",
            "https://duckduckgo.com/",
            {"q": f"{company} engineering blog machine learning"},
        ),
    )
    return tuple(
        Link(label=label, url=f"{base}?{urlencode(query, errors='replace')}")
        for label, base, query in searches
    )


def notes(read: Sequence[Read], seen: Profile, *, of_the_field: bool) -> list[str]:
    notes: list[str] = []
    foreign = [one.language.name for one in read if not one.language.english]
    if foreign:
        notes.append(
            f"The text seems to be in {foreign[0]}: the built-in rules read English, so no signals or topics"
            " were taken from it. Paste an English version, or connect a model that reads it."
        )
    for one in read:
        if one.injected:
            shown = shortened(defused(one.injected), _QUOTED)
            notes.append(
                f"The text contains instructions to a program (\u201c{shown}\u201d): they were read as"
                " text, not followed, and count for nothing."
            )
    if not any(one.source.text.strip() for one in read):
        notes.append("There is no text to read; paste the ad or the message.")
    elif not of_the_field:
        notes.append(
            "This does not look like a machine-learning role: the work described names nothing of the field."
        )
    elif not foreign and seen.confidence is Confidence.LOW:
        notes.append(
            "Little here points clearly at one track: take the profile as a question to ask,"
            " not as a verdict."
        )
    return notes
