"""What may run side by side: files, and not parts of one; and of the tests with containers, one file at a time."""

import pytest
from xdist.scheduler import LoadScopeScheduling


class _Files(LoadScopeScheduling):
    """Keeps together what shares a costly fixture: images that are built once, attacks that are made in one go."""

    def _split_scope(self, nodeid):
        file = nodeid.partition("::")[0]
        return "containers" if file.startswith("tests/container/") else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Deal out whole files; xdist's own marks for groups are lost on pytest 9.2."""
    return _Files(config, log)
