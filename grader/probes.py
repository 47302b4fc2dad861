"""Test inputs: arrays whose right answers are exact, from seeds that one submission cannot guess from another's."""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.errors import closest

if TYPE_CHECKING:
    from numpy.typing import NDArray

PUBLIC = b"public"


def derive(secret: bytes, *words: str) -> int:
    """Make the seed of one case of one submission: HMAC-SHA256 of the words under the release's secret."""
    text = "\x1f".join(words).encode()
    return int.from_bytes(hmac.new(secret, text, hashlib.sha256).digest(), "big")


class Source:
    """A seeded source of probe arrays.

    Dyadic probes are multiples of 1/4 from -2 to 2. Sums of products of such values are exact in float32
    in any order (up to 2**18 terms), so a right convolution, pool or affine layer has no rounding error at
    all, and a wrong one is off by at least 1/16.
    """

    def __init__(self, seed: int) -> None:
        self._rng = np.random.default_rng(seed)

    def dyadic(self, *shape: int) -> NDArray[np.float64]:
        """Random multiples of 1/4 from -2 to 2, float64, never 0.

        0 is left out so that an entry which nothing was added to cannot pass for right.
        """
        quarters = self._rng.integers(1, 9, shape) * self._rng.choice([-1, 1], shape)
        return np.asarray(quarters / 4.0)

    def distinct(self, *shape: int) -> NDArray[np.float64]:
        """A random order of different multiples of 1/4, float64, as many below 0 as above: no ties."""
        count = int(np.prod(shape))
        return np.asarray((self._rng.permutation(count) - count // 2).reshape(shape) / 4.0)

    def ties(self, *shape: int, values: tuple[float, ...] = (-1.0, 0.0)) -> NDArray[np.float64]:
        """Random picks from a few values, float64: most windows hold their largest value more than once."""
        return np.asarray(self._rng.choice(values, shape))

    def spread(self, *shape: int, mean: float = 0.0, std: float = 1.0) -> NDArray[np.float64]:
        """Normal values of a given mean and standard deviation, float64, for layers that are not exact."""
        return np.asarray(mean + std * self._rng.standard_normal(shape))

    def picture(self, height: int, width: int) -> NDArray[np.uint8]:
        """A random colour picture, (height, width, 3), uint8, the whole range 0 to 255, bright more often than not."""
        low = self._rng.integers(0, 256, (height, width, 3))
        high = self._rng.integers(128, 256, (height, width, 3))
        return np.asarray(np.where(self._rng.random((height, width, 3)) < 0.5, low, high).astype(np.uint8))

    def integer(self, low: int, high: int) -> int:
        """One whole number from low to high, both included."""
        return int(self._rng.integers(low, high + 1))

    def pick(self, *choices: Any) -> Any:
        """One of the given values."""
        return choices[int(self._rng.integers(len(choices)))]

    if not TYPE_CHECKING:  # there, what is not offered is to be found before it runs

        def __getattr__(self, name: str) -> Any:
            """Say what there is where an author asks for something else."""
            offered = [each for each in vars(Source) if not each.startswith("_")]
            raise AttributeError(f'a Source has no "{name}"; {closest(name, offered)}')
