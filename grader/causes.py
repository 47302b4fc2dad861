"""What usually causes an exception, a process that ended, or a cell that does not compile: one sentence, never the fix."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from grader.records import Fault

# words of the exceptions that compiled code raises
_COMPILED = {
    "Out of bounds on buffer access": "An index ran out of its array. Here every index is looked at; where the cell switches "
    "that off, the same line writes into memory that belongs to something else.",
    "buffer source array is read-only": "The array is the caller's and may be read-only. A memoryview of const values takes such "
    "arrays; one without const asks for an array that it may write to.",
    "Buffer dtype mismatch": "The memoryview is declared for one dtype, and this array has another. Which dtypes does the "
    "docstring allow?",
    "Buffer has wrong number of dimensions": "The memoryview is declared with another number of axes than this array has.",
    "is not C-contiguous": "The memoryview is declared as contiguous, [..., ::1], and this array is not. What makes it so?",
    "No matching signature found": "None of the dtypes that the function is declared for fits this argument.",
    "Memoryview is not initialized": "This memoryview was declared and never given an array.",
    "cannot be interpreted as an integer": "A size or an index became a float. What does / give for two whole "
    "numbers, even where it divides evenly?",
}
_SIGNALS = {
    "SIGFPE": "Compiled code that divides a whole number by zero ends like this.",
    "SIGSEGV": "Compiled code that reads or writes outside of its arrays ends like this: look at the bounds of each index "
    "and at the size of what you allocate.",
}
_SIGNALS |= dict.fromkeys(("SIGABRT", "SIGBUS", "SIGILL", "SIGTRAP"), _SIGNALS["SIGSEGV"])
# what compilers say, and what is behind it
_REFUSALS = (
    (r"Cannot assign type '(double|float)' to '", "A fraction is put into a whole number. Under Cython 3, / divides as Python "
     "does: 7 / 2 is 3.5."),
    (r"undeclared name not builtin: (np|numpy|math)\b", "A %%cython cell does not see the notebook's names: what it uses is "
     "imported inside of it."),
    (r"undeclared name not builtin: cython", "The name cython is not there until the cell cimports it."),
    (r"undeclared name not builtin", "This name is not known in the cell: misspelled, or defined in another cell?"),
    (r"cdef statement not allowed here", "cdef declarations stand at the top of a function, not inside a loop or an if."),
    (r"is not a type identifier|unknown type", "This type is not known in the cell. It is declared or cimported above its first use."),
    (r"without (the )?gil", "Under nogil only C values can be used: no Python object, no NumPy function."),
    (r"Previous declaration is here|redeclared|already declared", "The same name is declared twice."),
    (r"pxd' not found", "Only what comes with Cython and NumPy can be cimported."),
    (r"cdef (?:function|classes?)|closures inside cdef", "This construct is not allowed where it stands: a def function may do it."),
)  # fmt: skip


_CAUSES = {
    "SystemExit": "The code called sys.exit or exit. Take that line out.",
    "EOFError": "input() has nobody to answer it when grading. Take it out.",
    "RecursionError": "The function calls itself without an end.",
    "ModuleNotFoundError": "Grading has NumPy and the standard library only.",
    "IndexError": "An index ran past the end. Which loop runs over which size?",
    "KeyError": "This dictionary has no such key in this case. The docstring lists its keys and their defaults.",
}


def explain_fault(fault: Fault, inputs: Mapping[str, Any]) -> str:
    """Say in one sentence what usually causes an exception; empty where nothing fits."""
    text = fault.text
    if fault.type_name == "NotImplementedError":
        own = text.startswith(f"{fault.function}:")
        return (
            f"The line raise NotImplementedError is still in {fault.function}."
            if own
            else ("This calls a function that is not written yet.")
        )
    if "positional argument" in text or "keyword argument" in text:
        return "Keep the name and all the parameters of the stub."
    if "NoneType" in text:
        return "Something is None here. A function without a return statement returns None; cache is what your forward returned."
    for part, cause in _COMPILED.items():
        if part in text:
            return cause
    if "read-only" in text:
        return "The inputs belong to the caller and cannot be written to here. Copy the array first."
    if "too many indices" in text:
        return "There are more indices than axes here. Print the array's shape just above this line."
    if fault.type_name == "ValueError" and any(word in text for word in ("broadcast", "shape", "align", "mismatch")):
        if parameter(inputs, "pad") == 0 and "0" in text:
            return "pad is 0 in this case. What is a[0:-0]?"
        return "Print the shapes of both sides just above this line."
    return _CAUSES.get(fault.type_name, "")


def parameter(inputs: Mapping[str, Any], key: str) -> int | None:
    """A whole number among the inputs, or in a dictionary among them: pad, stride."""
    for value in (dict(inputs), *inputs.values()):
        if isinstance(value, dict) and isinstance(value.get(key), int):
            return int(value[key])
    return None


def explain_returned(got: str) -> str:
    """Say why something else was returned than was asked for, given the name of its type; empty where nothing is known."""
    return "A function without a return statement returns None." if got == "NoneType" else ""


def explain_end(detail: str) -> str:
    """Say what usually ends a process like this; empty where nothing fits."""
    return next((cause for name, cause in _SIGNALS.items() if name in detail), "")


def explain_refusal(texts: Sequence[str]) -> str:
    """Say what is behind the first complaint of a compiler that is known; empty where none is."""
    for text in texts:
        for pattern, cause in _REFUSALS:
            if re.search(pattern, text, re.IGNORECASE):
                return cause
    return ""
