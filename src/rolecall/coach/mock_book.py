"""The mocks of one owner: their events, and the draft that is being typed."""

from rolecall.coach.folding import Folds
from rolecall.domain.mock_events import MockEvent, event_from, fold
from rolecall.domain.mocks import EndReason, MockState
from rolecall.domain.speech import Speech, SpokenPiece, spoken_in
from rolecall.domain.values import Value
from rolecall.ports import BadInput, Store

_PREFIX = "mock:"
_DRAFT = "mock-draft:"
_CODE = "mock-code:"
_SPOKEN = "mock-spoken:"
_MOST_PIECES = 40
"""Recordings of one answer that are remembered with their facts."""


class MockSummary(Value):
    """One line of the list of mocks."""

    id: str
    title: str
    started_at: str
    updated_at: str
    ended: EndReason | None
    answers: int
    minutes: int
    debriefed: bool
    coverage: float | None = None
    score: float | None = None


class Kept(Value):
    """What was being typed, and when the page was last heard of."""

    text: str = ""
    at: str = ""


class KeptCode(Value):
    """What the editor held when the page was last heard of, and of which question."""

    question: str = ""
    text: str = ""


class KeptSpoken(Value):
    """What was spoken into the answer that is being typed."""

    pieces: tuple[SpokenPiece, ...] = ()


class MockBook:
    """Mocks as append-only events; the draft is the one thing that is overwritten."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._folds: Folds[MockState, MockEvent] = Folds(
            store, _PREFIX, empty=lambda mock_id: MockState(id=mock_id), parse=event_from, fold=fold
        )

    def open(self, owner: str, mock_id: str) -> MockState:
        """The mock as it stands. Raises BadInput where there is none of that id."""
        state = self._folds.open(owner, mock_id)
        if state is None or state.plan is None:
            raise BadInput(f"There is no mock {mock_id!r} here; choose one from the list or start a new one.")
        return state

    def append(self, owner: str, mock_id: str, event: MockEvent) -> None:
        """Stores one event; it is on disk when this returns."""
        self._folds.append(owner, mock_id, event)

    def mocks(self, owner: str) -> list[MockState]:
        """Every mock, newest first."""
        return [state for _, _, state in self._folds.newest_first(owner) if state.plan is not None]

    def kept(self, owner: str, mock_id: str) -> Kept:
        """The draft of the answer that is being typed."""
        raw = self._store.preference(owner, _DRAFT + mock_id)
        return Kept.model_validate_json(raw) if raw else Kept()

    def keep(self, owner: str, mock_id: str, text: str, at: str) -> None:
        self._store.prefer(owner, _DRAFT + mock_id, Kept(text=text, at=at).model_dump_json())

    def kept_code(self, owner: str, mock_id: str) -> KeptCode:
        """What was being typed in the editor."""
        raw = self._store.preference(owner, _CODE + mock_id)
        return KeptCode.model_validate_json(raw) if raw else KeptCode()

    def keep_code(self, owner: str, mock_id: str, question: str, text: str) -> None:
        kept = KeptCode(question=question, text=text).model_dump_json()
        self._store.prefer(owner, _CODE + mock_id, kept)

    def keep_spoken(self, owner: str, mock_id: str, piece: SpokenPiece) -> None:
        """One more recording of the answer that is being typed."""
        kept = KeptSpoken(pieces=(*self._spoken(owner, mock_id).pieces, piece)[-_MOST_PIECES:])
        self._store.prefer(owner, _SPOKEN + mock_id, kept.model_dump_json())

    def speech_in(self, owner: str, mock_id: str, answer: str) -> Speech | None:
        """Facts of what was spoken of an answer; None where it was typed."""
        return spoken_in(answer, self._spoken(owner, mock_id).pieces)

    def forget_spoken(self, owner: str, mock_id: str) -> None:
        """After an answer was stored with its facts."""
        self._store.prefer(owner, _SPOKEN + mock_id, "")

    def _spoken(self, owner: str, mock_id: str) -> KeptSpoken:
        raw = self._store.preference(owner, _SPOKEN + mock_id)
        return KeptSpoken.model_validate_json(raw) if raw else KeptSpoken()

    def remove(self, owner: str, mock_id: str) -> None:
        self._folds.remove(owner, mock_id)
        self.forget_spoken(owner, mock_id)
        self._store.prefer(owner, _DRAFT + mock_id, "")
        self._store.prefer(owner, _CODE + mock_id, "")

    def forget(self) -> None:
        """Drops what is kept in memory, after everything was deleted or restored."""
        self._folds.forget()


def summary(state: MockState) -> MockSummary:
    """One line about a mock."""
    debrief = state.debrief
    return MockSummary(
        id=state.id,
        title=state.planned.title,
        started_at=state.started_at,
        updated_at=state.updated_at,
        ended=state.ended,
        answers=len(state.answers),
        minutes=state.request.minutes,
        debriefed=debrief is not None,
        coverage=debrief.coverage if debrief else None,
        score=debrief.score if debrief else None,
    )
