"""A store that forgets at the end of the process: for tests, demonstrations and rescue."""

from threading import RLock
from typing import Any

from rolecall.domain.passages import Document
from rolecall.ports import Stored, StreamSummary
from rolecall.storage.clock import Clock, stamp, system_clock
from rolecall.storage.exports import Exported, ExportedStream, beside, checked_export, continues
from rolecall.storage.names import checked_name, cleaned, packed, unpacked


class MemoryStore:
    """Passes the same contract tests as the real store; safe between threads."""

    def __init__(self, clock: Clock = system_clock) -> None:
        self._clock = clock
        self._lock = RLock()
        self._streams: dict[tuple[str, str], list[Stored]] = {}
        self._documents: dict[tuple[str, str], Document] = {}
        self._preferences: dict[tuple[str, str], str] = {}
        self._touched: dict[tuple[str, str], int] = {}
        self.notes: tuple[str, ...] = ()
        self.rescued = False

    def append(self, owner: str, stream: str, kind: str, data: dict[str, Any]) -> Stored:
        """Adds one event at the end of a stream."""
        key = (checked_name("owner", owner), checked_name("stream", stream))
        text = packed(data)
        with self._lock:
            stored = self._add(key, checked_name("kind", kind), stamp(self._clock), unpacked(text))
            return stored.model_copy(deep=True)

    def _add(self, key: tuple[str, str], kind: str, at: str, data: dict[str, Any]) -> Stored:
        events = self._streams.setdefault(key, [])
        stored = Stored(seq=len(events) + 1, kind=kind, at=at, data=data)
        events.append(stored)
        self._touched[key] = max(self._touched.values(), default=0) + 1
        return stored

    def events(self, owner: str, stream: str, *, after: int = 0) -> list[Stored]:
        """The events of a stream, oldest first, those after a number only."""
        with self._lock:
            events = self._streams.get((checked_name("owner", owner), stream), [])
            return [event.model_copy(deep=True) for event in events if event.seq > after]

    def streams(self, owner: str, prefix: str = "") -> list[StreamSummary]:
        """The owner's streams, newest first."""
        checked_name("owner", owner)
        with self._lock:
            found = [
                (events[-1].at, self._touched[key], key[1], events)
                for key, events in self._streams.items()
                if key[0] == owner and key[1].startswith(prefix)
            ]
        found.sort(key=lambda item: item[:2], reverse=True)
        return [
            StreamSummary(stream=name, kind=events[0].kind, updated_at=at, events=len(events))
            for at, _, name, events in found
        ]

    def delete(self, owner: str, stream: str) -> None:
        """Forgets a stream."""
        key = (checked_name("owner", owner), stream)
        with self._lock:
            self._streams.pop(key, None)
            self._touched.pop(key, None)

    def delete_everything(self, owner: str) -> None:
        """Forgets all that an owner made."""
        checked_name("owner", owner)
        with self._lock:
            rows: tuple[dict[tuple[str, str], Any], ...]
            rows = (self._streams, self._documents, self._preferences, self._touched)
            for table in rows:
                for key in [key for key in table if key[0] == owner]:
                    del table[key]

    def export(self, owner: str) -> dict[str, Any]:
        """Everything the owner made, ready for `json.dumps`."""
        with self._lock:
            streams = [
                ExportedStream(stream=summary.stream, events=tuple(self.events(owner, summary.stream)))
                for summary in reversed(self.streams(owner))
            ]
            preferences = {key[1]: value for key, value in self._preferences.items() if key[0] == owner}
            return Exported(
                exported_at=stamp(self._clock),
                streams=tuple(streams),
                documents=tuple(reversed(self.documents(owner))),
                preferences=preferences,
            ).model_dump(mode="json")

    def restore(self, owner: str, exported: dict[str, Any]) -> int:
        """Brings an export back beside what is there; returns how many events and documents were new."""
        value = checked_export(exported)
        added = 0
        with self._lock:
            for stream in value.streams:
                added += self._restore_stream(owner, stream)
            for document in value.documents:
                added += self.put_document(owner, document)
            for name, text in value.preferences.items():
                self.prefer(owner, name, text)
        return added

    def _restore_stream(self, owner: str, exported: ExportedStream) -> int:
        for name in beside(exported.stream):
            here = self.events(owner, name)
            if continues(here, exported.events):
                new = exported.events[len(here) :]
                for event in new:
                    self._add((owner, name), event.kind, event.at, unpacked(packed(event.data)))
                return len(new)
        raise AssertionError("beside() never ends")

    def put_document(self, owner: str, document: Document) -> bool:
        """Keeps a document; False where its id is there already."""
        key = (checked_name("owner", owner), checked_name("document", document.id))
        kept = document.model_copy(
            update={
                "name": cleaned(document.name),
                "text": cleaned(document.text),
                "added_at": document.added_at or stamp(self._clock),
            }
        )
        with self._lock:
            if key in self._documents:
                return False
            self._documents[key] = kept
            return True

    def documents(self, owner: str) -> list[Document]:
        """The owner's documents, newest first."""
        checked_name("owner", owner)
        with self._lock:
            kept = [document for key, document in self._documents.items() if key[0] == owner]
        # turned round afterwards: of two added in the same millisecond the later one comes first
        return sorted(kept, key=lambda document: document.added_at)[::-1]

    def all_documents(self) -> dict[str, list[Document]]:
        """Of every owner: only for rebuilding the index."""
        with self._lock:
            return {owner: self.documents(owner) for owner in sorted({key[0] for key in self._documents})}

    def remove_document(self, owner: str, document_id: str) -> None:
        """Forgets one document."""
        with self._lock:
            self._documents.pop((checked_name("owner", owner), document_id), None)

    def preference(self, owner: str, name: str) -> str:
        """What the owner prefers; empty where never said."""
        with self._lock:
            return self._preferences.get((checked_name("owner", owner), name), "")

    def prefer(self, owner: str, name: str, value: str) -> None:
        """Remembers a preference."""
        key = (checked_name("owner", owner), checked_name("preference", name))
        with self._lock:
            self._preferences[key] = cleaned(value)

    def close(self) -> None:
        """Nothing to let go of; here so that both stores close alike."""
