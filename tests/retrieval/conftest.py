"""Small guides and documents to retrieve from."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rolecall.domain.passages import Document, Guide, GuideSection
from rolecall.domain.roles import Topic, Track
from rolecall.retrieval.embedders import HashingEmbedder
from rolecall.retrieval.retriever import HybridRetriever

Open = Callable[..., HybridRetriever]


def guide(name: str, sections: dict[str, str], audience: str = "candidate") -> Guide:
    return Guide(
        name=name,
        title=name.replace("-", " ").capitalize(),
        audience=audience,
        tracks=(Track.RESEARCH,),
        topics=(Topic.PRIOR_WORK,),
        sections=tuple(
            GuideSection(id=f"{name}#{heading.lower().replace(' ', '-')}", heading=heading, text=text)
            for heading, text in sections.items()
        ),
    )


def document(text: str, name: str = "note.txt") -> Document:
    return Document(id=hashlib.sha256(text.encode()).hexdigest()[:12], name=name, text=text)


GUIDES = (
    guide(
        "asking-again",
        {
            "Ask a recruiter twice": "Write to the recruiter again after a week, politely and briefly.",
            "Ask in the room": "Raise the question with the hiring manager during the interview itself.",
        },
    ),
    guide("compute", {"Clusters and accelerators": "Ask how many accelerators a researcher may book."}),
    guide("for-teams", {"Write the ad": "Say in the ad which rounds an interview has."}, "hiring_team"),
)


@pytest.fixture
def open_index(tmp_path: Path) -> Iterator[Open]:
    """Opens retrievers over one folder, closing the one before."""
    opened: list[HybridRetriever] = []

    def open_one(guides: tuple[Guide, ...] = GUIDES, folder: Path | None = None, **kwargs) -> HybridRetriever:
        while opened:
            opened.pop().close()
        embedder = kwargs.pop("embedder", None) or HashingEmbedder()
        opened.append(HybridRetriever(folder or tmp_path / "index", guides, embedder, **kwargs))
        return opened[-1]

    yield open_one
    while opened:
        opened.pop().close()
