"""Answers of other questions that only the right call can open.

Where a question is tried again without another one's mistake, the right answers of that other one are in the
student's process. Each is encrypted under a key made from the arguments that it answers, so that whoever does not
make the right call learns nothing from it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.sandbox import wire

if TYPE_CHECKING:
    from grader.records import Replay

Keys = dict[str, list[Any]]


@dataclass(frozen=True)
class Sealed:
    """One recorded call: its function and parameters, the keys that count of each dict among them, and its answer."""

    function: str
    parameters: tuple[str, ...]
    defaults: Mapping[str, Any]
    keys: Keys
    mark: str
    content: np.ndarray

    def opened(self, given: Mapping[str, Any]) -> Any:
        """The answer, where these are the arguments that it answers; LookupError where they are not."""
        if given.keys() != {*self.parameters}:
            raise LookupError(self.function)
        key = _key(given, self.parameters, self.keys)
        if _mark(key) != self.mark:
            raise LookupError(self.function)
        return wire.load(_mixed(self.content.tobytes(), key))


def seal(replay: Replay) -> dict[str, Any]:
    """A recorded call as plain data that `Sealed` takes."""
    keys: Keys = {n: sorted(v, key=str) for n, v in replay.arguments.items() if isinstance(v, Mapping)}
    key = _key(replay.arguments, replay.parameters, keys)
    return {
        "function": replay.function,
        "parameters": list(replay.parameters),
        "defaults": dict(replay.defaults),
        "keys": keys,
        "mark": _mark(key),
        "content": np.frombuffer(_mixed(wire.dump(replay.result), key), dtype=np.uint8),
    }


def _key(arguments: Mapping[str, Any], parameters: tuple[str, ...], keys: Keys) -> bytes:
    """One key for all arguments that mean the same: equal numbers of any width, equal arrays of any layout."""
    digest = hashlib.sha256()
    for name in parameters:
        value = arguments[name]
        if name in keys:
            if not isinstance(value, Mapping) or not all(key in value for key in keys[name]):
                raise LookupError(name)
            parts = [value[key] for key in keys[name]]
        else:
            parts = [value]
        for part in parts:
            digest.update(_canonical(part))
    return digest.digest()


def _canonical(value: Any) -> bytes:
    try:
        plain = np.asarray(value, dtype=np.float64) + 0.0  # -0.0 is 0.0
    except (TypeError, ValueError):
        text = repr(value).encode("utf-8", "replace")
        return f"text {len(text)} ".encode() + text
    return f"numbers {plain.shape} ".encode() + plain.tobytes()


def _mark(key: bytes) -> str:
    return hashlib.sha256(b"mark" + key).hexdigest()


def _mixed(content: bytes, key: bytes) -> bytes:
    """Encrypt or decrypt: exclusive or with a stream that the key makes; each key is used for one content."""
    stream = np.frombuffer(hashlib.shake_256(key).digest(len(content)), dtype=np.uint8)
    return (np.frombuffer(content, dtype=np.uint8) ^ stream).tobytes()
