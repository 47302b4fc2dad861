"""What a worker prints."""

from __future__ import annotations

import os

from grader.sandbox import claims

KEPT_OUTPUT = 4096  # bytes of what one request printed; the rest is counted and dropped


class Output:
    """What a worker prints during one request, read without waiting, the beginning kept."""

    def __init__(self, fd: int) -> None:
        self._fd, self._kept, self._dropped = fd, bytearray(), 0

    def drain(self) -> bool:
        """Read what is there, 1 MiB at most; say whether more may come."""
        for _ in range(16):
            try:
                part = os.read(self._fd, 1 << 16)
            except BlockingIOError:
                return True
            if not part:
                return False
            room = KEPT_OUTPUT - len(self._kept)
            self._kept += part[:room]
            self._dropped += len(part) - len(part[:room])
        return True

    @property
    def text(self) -> str:
        """The text, with a note on what was dropped."""
        text = claims.without_paths(self._kept.decode("utf-8", "replace"))
        return text + (f"\n... and {self._dropped:,} bytes more" if self._dropped else "")
