"""What may run side by side: files, and not parts of one; and of the tests with containers, one file at a time."""

from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Keep together what shares a costly fixture: images that are built once, attacks that are made in one go."""
    for item in items:
        path = item.path.relative_to(HERE)
        group = "containers" if path.parts[0] == "container" else path.as_posix()
        item.add_marker(pytest.mark.xdist_group(group))
