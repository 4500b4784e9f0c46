"""Reading a role with rules alone: pure, deterministic, and quick."""

from rolecall.domain.reading.role import (
    detect_kind,
    in_english,
    orders_a_program,
    read_role,
    title_suggests,
)
from rolecall.domain.reading.text import sentences

__all__ = ["detect_kind", "in_english", "orders_a_program", "read_role", "sentences", "title_suggests"]
