"""How much of a stranger's file is read, and what reading it may cost."""

from rolecall.domain.values import Value

MEBIBYTE = 1 << 20


class Limits(Value):
    """Every wall of the file reader, in one place."""

    file_bytes: int = 5 * MEBIBYTE
    """Larger PDF, DOCX, EML and HTML files are refused; plain text is read up to `text_chars`."""
    text_chars: int = 200_000
    """Characters of text that are kept; the rest is left out, and a note says how much."""
    pages: int = 300
    """Pages of a PDF that are read."""
    wall_seconds: float = 15.0
    """Then the child is killed."""
    cpu_seconds: int = 10
    """Then the kernel kills the child."""
    patience_seconds: float = 7.0
    """Then the child itself stops at the next page, and what it read so far is used."""
    memory_bytes: int = 1024 * MEBIBYTE
    """Address space of the child."""
    zip_entries: int = 2_000
    """Members of a .docx."""
    zip_bytes: int = 100 * MEBIBYTE
    """All members of a .docx unpacked."""
    zip_ratio: int = 200
    """Unpacked to packed size of a member larger than a mebibyte."""

    @property
    def output_bytes(self) -> int:
        """Longest answer of the child: each character takes at most six bytes of JSON."""
        return 6 * self.text_chars + 64 * 1024
