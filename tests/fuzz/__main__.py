"""Fuzz runs: make fuzz, or python -m tests.fuzz [TARGET ...] [--inputs N] [--seed N] [--only NUMBER]."""

from __future__ import annotations

import argparse
import secrets
import sys
import time

from tests.fuzz.engine import TARGETS, Told, fuzz


def main() -> int:
    """Run the targets one after the other; 1 where anything was found."""
    parser = argparse.ArgumentParser(prog="tests.fuzz")
    parser.add_argument("targets", nargs="*", choices=[*TARGETS, []], metavar="TARGET", help=", ".join(TARGETS))
    parser.add_argument("--inputs", type=int, default=100_000, help="how many for each target")
    parser.add_argument("--seed", type=int, default=secrets.randbits(32), help="the same seed gives the same inputs")
    parser.add_argument("--only", type=int, metavar="NUMBER", help="this input alone")
    parser.add_argument("--outcomes", action="store_true", help="list how often each outcome was seen")
    options = parser.parse_args()
    numbers = range(options.inputs) if options.only is None else range(options.only, options.only + 1)
    print(f"seed {options.seed}", flush=True)
    print(f"{'target':<10}{'inputs':>8}{'seconds':>9}{'outcomes':>10}{'memory':>9}  slowest input", flush=True)
    runs = []
    for name in options.targets or TARGETS:
        began = time.monotonic()
        told = fuzz(name, options.seed, numbers)
        told.seconds = told.seconds or time.monotonic() - began
        runs.append(told)
        print(_row(told), flush=True)
    for told in runs:
        if options.outcomes:
            print(f"\n{told.target}", *(f"{count:>9} {text}" for text, count in told.outcomes.items()), sep="\n")
        for finding in told.findings:
            again = f"python -m tests.fuzz {told.target} --seed {told.seed} --only NUMBER"
            print(f"\n{told.target}, {finding}again: {again}")
    return 1 if any(told.findings for told in runs) else 0


def _row(told: Told) -> str:
    number, seconds = told.slowest
    found = f", {len(told.findings)} findings" if told.findings else ""
    return (
        f"{told.target:<10}{told.inputs:>8}{told.seconds:>9.0f}{len(told.outcomes):>10}"
        f"{told.grown >> 20:>5} MiB  {1000 * seconds:.0f} ms, number {number}{found}"
    )


if __name__ == "__main__":
    sys.exit(main())
