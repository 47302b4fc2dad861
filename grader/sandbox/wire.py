"""Frames between the grader and a worker: a fixed struct, a JSON header, raw little-endian buffers.

No pickle and no npy: nothing that is read here can run code or allocate more than its sender paid for. Every
size is checked before memory is asked for.
"""

from __future__ import annotations

import json
import math
import struct
from typing import Any

import numpy as np

from grader.records import Opaque

MAGIC = b"AG1\0"
PREFIX = struct.Struct("<4sIQ")
MAX_HEADER = 16 << 20
MAX_BODY = 64 << 20
MAX_ARRAYS = 4096
MAX_DIMENSIONS = 8
MAX_KEY = 1000  # characters
MAX_TEXT = 2 << 20  # characters
_JSON = json.JSONEncoder(separators=(",", ":"), allow_nan=False)
DTYPES = {"|b1", "|i1", "|u1", "<i2", "<u2", "<i4", "<u4", "<i8", "<u8", "<f2", "<f4", "<f8", "<c8", "<c16"}
_PLAIN = DTYPES - {"|b1"}  # sent as they are; a bool's bytes are made 0 or 1 first
_SIZES = {dtype: np.dtype(dtype).itemsize for dtype in DTYPES}
_MAX_DEPTH = 32


class WireError(Exception):
    """Bytes that are not a frame, or a value that does not fit one."""


def dump(value: Any) -> bytes:
    """Encode one value as a frame.

    Args:
        value: None, bool, int, float, str, Opaque, numeric arrays, and tuples, lists and dicts of them;
            anything else crosses as its type's name.

    Raises:
        WireError: the frame would be larger than a reader accepts.
    """
    arrays: list[np.ndarray] = []
    tree = _encode(value, arrays, 0)
    table = [[a.dtype.str, list(a.shape), "C" if a.flags.c_contiguous else "F"] for a in arrays]
    try:
        header = _JSON.encode([tree, table]).encode()
    except (ValueError, TypeError, RecursionError) as err:
        raise WireError(f"a value that does not fit a frame: {type(err).__name__}") from None
    body = b"".join(a.tobytes(order="A") for a in arrays)
    if len(header) > MAX_HEADER or len(body) > MAX_BODY or len(arrays) > MAX_ARRAYS:
        raise WireError("the value is too large to send")
    return PREFIX.pack(MAGIC, len(header), len(body)) + header + body


def sizes(prefix: bytes, max_header: int = MAX_HEADER) -> tuple[int, int]:
    """Read how long the header and the body of a frame are, from its first bytes."""
    magic, header, body = PREFIX.unpack(prefix)
    if magic != MAGIC or not 0 < header <= max_header or body > MAX_BODY:
        raise WireError("not a frame")
    return header, body


def load(frame: bytes) -> Any:
    """Decode one whole frame; every byte of it must be accounted for."""
    try:
        header, body = sizes(frame[: PREFIX.size])
        if len(frame) != PREFIX.size + header + body:
            raise WireError("a frame of the wrong length")
        tree, table = json.loads(frame[PREFIX.size : PREFIX.size + header].decode("utf-8"))
        arrays = _arrays(table, memoryview(frame)[PREFIX.size + header :])
        return _decode(tree, arrays, 0)
    except WireError:
        raise
    except (ValueError, TypeError, KeyError, IndexError, RecursionError, struct.error, MemoryError) as err:
        raise WireError(f"not a frame: {type(err).__name__}") from None


def _encode(value: Any, arrays: list[np.ndarray], depth: int) -> Any:  # noqa: C901, one branch for each kind of value
    if depth > _MAX_DEPTH:
        return {"opaque": "a value nested too deep"}
    kind = type(value)
    if kind is str:  # the most frequent kind first
        return value if len(value) <= MAX_TEXT else {"opaque": f"a str of {len(value)} characters"}
    if isinstance(value, np.ndarray):
        return _encode_array(value, arrays)
    if isinstance(value, np.generic) and value.dtype.kind in "biuf":
        value = value.item()
        kind = type(value)
    if value is None or kind is bool:
        return value
    if isinstance(value, Opaque):
        return {"opaque": value.type_name[:200]}
    if kind is int:
        return value if abs(value) < 2**63 else {"opaque": f"int of {value.bit_length()} bits"}
    if kind is float:
        return value if math.isfinite(value) else {"float": str(value)}
    if kind is list:
        return [_encode(item, arrays, depth + 1) for item in value]
    if kind is tuple:
        return {"tuple": [_encode(item, arrays, depth + 1) for item in value]}
    if isinstance(value, dict) and all(map(_plain_key, value)):
        return {"dict": [[key, _encode(item, arrays, depth + 1)] for key, item in value.items()]}
    return {"opaque": str(kind.__name__)[:200]}


def _plain_key(key: Any) -> bool:
    return (type(key) is str and len(key) <= MAX_KEY) or (isinstance(key, int) and abs(key) < 2**63)


def _encode_array(value: np.ndarray, arrays: list[np.ndarray]) -> Any:
    as_it_is = type(value) is np.ndarray and value.dtype.str in _PLAIN and value.flags.c_contiguous
    if as_it_is and value.ndim <= MAX_DIMENSIONS and value.nbytes <= MAX_BODY:
        arrays.append(value)
        return {"array": len(arrays) - 1}
    base = np.asarray(value)
    if base.dtype.kind not in "biufc":
        return {"opaque": f"ndarray of dtype {value.dtype}"[:200]}
    if base.nbytes > MAX_BODY:
        return {"opaque": f"an array of shape {base.shape}, which is too large"}
    dtype = {"g": np.dtype("<f8"), "G": np.dtype("<c16")}.get(base.dtype.char, base.dtype.newbyteorder("<"))
    plain = np.array(base, dtype=dtype, order="A", copy=True, subok=False)
    if plain.dtype.str not in DTYPES or plain.ndim > MAX_DIMENSIONS:
        return {"opaque": f"ndarray of dtype {value.dtype}"}
    if not (plain.flags.c_contiguous or plain.flags.f_contiguous):
        plain = np.ascontiguousarray(plain)
    arrays.append(plain)
    return {"array": len(arrays) - 1}


def _arrays(table: Any, body: memoryview) -> list[np.ndarray]:
    if not isinstance(table, list) or len(table) > MAX_ARRAYS:
        raise WireError("a bad table of arrays")
    arrays, at = [], 0
    for dtype, shape, order in table:
        whole = isinstance(shape, list) and all(type(n) is int and 0 <= n <= MAX_BODY for n in shape)
        if dtype not in DTYPES or order not in ("C", "F") or not whole or len(shape) > MAX_DIMENSIONS:
            raise WireError("a bad array")
        count = math.prod(shape)
        size = count * _SIZES[dtype]
        if size > len(body) - at:
            raise WireError("an array longer than its frame")
        if dtype == "|b1" and count and np.frombuffer(body, np.uint8, count, at).max() > 1:
            raise WireError("a bool that is neither 0 nor 1")
        plain = np.frombuffer(body, dtype, count, at) if count else np.empty(0, dtype)
        arrays.append(plain.reshape(shape, order=order).copy(order="K"))
        at += size
    if at != len(body):
        raise WireError("bytes left over")
    return arrays


def _decode(tree: Any, arrays: list[np.ndarray], depth: int) -> Any:
    if depth > _MAX_DEPTH + 1:
        raise WireError("nested too deep")
    if tree is None or isinstance(tree, (bool, int, float, str)):
        return tree
    if isinstance(tree, list):
        return [_decode(item, arrays, depth + 1) for item in tree]
    if not isinstance(tree, dict) or len(tree) != 1:
        raise WireError("a bad value")
    kind, content = next(iter(tree.items()))
    if kind == "tuple":
        return tuple(_decode(item, arrays, depth + 1) for item in content)
    if kind == "dict":
        return {key: _decode(item, arrays, depth + 1) for key, item in content}
    if kind == "array" and type(content) is int and content >= 0:
        return arrays[content]
    if kind == "float" and content in ("nan", "inf", "-inf"):
        return float(content)
    if kind == "opaque" and isinstance(content, str):
        return Opaque(content)
    raise WireError("a bad value")
