"""Keeps the keys of models apart from everything that is exported, shown or logged."""

import json
import os
from pathlib import Path
from threading import Lock

from rolecall.storage.names import checked_name
from rolecall.storage.words import told_of_file

SECRETS_FILE = "secrets.json"


class SecretKeeper:
    """One key per owner in a file that only its user can read (mode 0600), written whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self._path = Path(folder) / SECRETS_FILE
        self._lock = Lock()

    def __repr__(self) -> str:
        return f"SecretKeeper({str(self._path)!r})"

    def get(self, owner: str) -> str:
        """The owner's key, empty where there is none."""
        with self._lock:
            return self._load().get(checked_name("owner", owner), "")

    def set(self, owner: str, key: str) -> None:
        """Remembers a key; an empty one forgets it."""
        with self._lock:
            kept = self._load()
            kept.pop(checked_name("owner", owner), None)
            if key:
                kept[owner] = key
            self._save(kept)

    def forget(self, owner: str) -> None:
        """Removes the owner's key from the file."""
        self.set(owner, "")

    def _load(self) -> dict[str, str]:
        with told_of_file(f"The file {str(self._path)!r}"):
            try:
                data = json.loads(self._path.read_bytes())
            except FileNotFoundError:
                return {}
            except ValueError:
                # A damaged file holds nothing that cannot be typed again, but it is not thrown away unseen.
                self._path.replace(self._path.with_suffix(".damaged.json"))
                return {}
        if not isinstance(data, dict):
            return {}
        return {str(owner): key for owner, key in data.items() if isinstance(key, str)}

    def _save(self, kept: dict[str, str]) -> None:
        fresh = self._path.with_suffix(".new")
        with told_of_file(f"The file {str(self._path)!r}"):
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            fresh.unlink(missing_ok=True)
            descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                json.dump(kept, file)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(self._path)
