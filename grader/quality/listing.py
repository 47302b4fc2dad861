"""What an author can act on: mutants that survive, and silent ones that are told by a table alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from grader.quality.findings import plural
from grader.quality.reviewed import FILE
from grader.quality.spelling import broken

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from grader.quality.findings import Survivor
    from grader.quality.said import Bare, Said

WIDTH = 100
MOST = 40  # survivors that are shown
MOST_BARE = 10  # mutants of one question that are shown as told by a table alone
_INDENT = "    "


def survivors(left: Sequence[Survivor]) -> Iterator[str]:
    """Mutants that lose nothing, those together that one case tells apart, and what to do about them."""
    groups: dict[tuple[str, ...], list[Survivor]] = {}
    for number, survivor in enumerate(left[:MOST]):
        case = survivor.difference.case if survivor.difference else ""
        groups.setdefault((survivor.tried.question, case) if case else (str(number),), []).append(survivor)
    for group in groups.values():
        yield from (f"survives: {survivor.tried.told}" for survivor in group)
        yield from (_INDENT + line for line in advice(group))
        yield ""
    if len(left) > MOST:
        yield f"and {len(left) - MOST} more that survive"
        yield ""


def advice(group: Sequence[Survivor]) -> Iterator[str]:
    """What to do about a mutant that survives, or about several that the same case tells apart."""
    survivor = group[0]
    found = survivor.difference
    if found and found.size:
        what = " or ".join(dict.fromkeys(each.difference.what for each in group if each.difference))
        them = "it" if len(group) == 1 else "them"
        yield f"{what} on the smallest input that tells {them} apart, {plural(found.size, 'value')}:"
        yield from broken(found.case, WIDTH - len(_INDENT)) if found.case else _no_case()
    elif found:
        yield found.what
    elif survivor.draws:
        yield from _equal(survivor)
    elif survivor.why:
        yield f"no input was tried: {survivor.why}"
    else:
        yield f"to find a case for it, {survivor.tried.question} needs a search:"
        yield "search=lambda r: {named inputs of a random small shape}"


def _no_case() -> Iterator[str]:
    yield (
        "no case was found that draws such inputs, tells it apart each time and passes for every right answer: write one "
        "with values of your own"
    )


def _equal(survivor: Survivor) -> Iterator[str]:
    """What to do about a mutant that nothing tells apart."""
    tried, mutant = survivor.tried, survivor.tried.subject.mutant
    but = f", but for some on which the right answer {survivor.astray} differs, too" if survivor.astray else ""
    yield (
        f"is right on {plural(survivor.different, 'different random input')}{but}. What the docstring allows and the search "
        f"of {tried.question} never draws, such as an option left out, add to it; if it draws all, say why in {FILE}:"
    )
    entry = json.dumps([mutant.identity if mutant else ""], ensure_ascii=False)
    yield f'{{"the reason why": {{"{tried.subject.style.name}": {entry}}}}}'


def bare(said: Said) -> Iterator[str]:
    """The silent mutants that are told by a table alone, where these are too many, and what helps."""
    if not said.short:
        return
    yield (
        f"{len(said.bare)} of {said.silent.total()} silent mutants are told by a table alone; at most {1 - said.aim:.0%} "
        f"{'should' if said.promised is None else 'may'} be. A file in wrong/ with such a mistake and a HINT, learned by "
        "grader hints, tells all that do the same; the hint of a group or a case does not count. What nobody would write "
        "may stay."
    )
    questions: dict[str, dict[str, list[Bare]]] = {}
    for mutant in said.bare:
        questions.setdefault(mutant.question, {}).setdefault(mutant.does, []).append(mutant)
    for question, kinds in questions.items():
        count = sum(map(len, kinds.values()))
        yield f"  {question}, {plural(count, 'mutant')} of {plural(len(kinds), 'kind')}:"
        largest = sorted(kinds.values(), key=len, reverse=True)
        for same in largest[:MOST_BARE]:
            more = f", and {len(same) - 1} more that do the same" if len(same) > 1 else ""
            yield f"{_INDENT}{same[0].told.removeprefix(f'{question}, ')}{more}"
        if rest := sum(map(len, largest[MOST_BARE:])):
            yield f"{_INDENT}and {rest} more"
    yield ""
