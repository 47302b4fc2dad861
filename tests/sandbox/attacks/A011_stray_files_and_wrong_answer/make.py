def make(folder):
    for name, text in STRAY.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


PATCH = "import os\nos._exit(0)\n"
STRAY = {
    "conftest.py": PATCH,
    "sitecustomize.py": PATCH,
    "usercustomize.py": PATCH,
    "numpy.py": PATCH,
    "numpy/__init__.py": PATCH,
    "json.py": PATCH,
    "struct.py": PATCH,
    "socket.py": PATCH,
    "site.py": PATCH,
    "grader/__init__.py": PATCH,
    "grader/grade.py": PATCH,
    "wire.py": PATCH,
    "evil.pth": "import os; os._exit(0)\n",
    "pytest.ini": "[pytest]\naddopts = --co\n",
    "setup.cfg": "[tool:pytest]\naddopts = --co\n",
    "pyproject.toml": "[tool.pytest.ini_options]\naddopts = '--co'\n",
    "Makefile": "all:\n\ttouch /tmp/leftover_4711\n",
}
