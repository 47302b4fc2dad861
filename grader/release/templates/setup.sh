#!/bin/bash
# Builds the grading environment, once per upload, as root. Any failure fails the build: a half-built
# image would only be noticed when the first student hands in.
set -euo pipefail
trap 'echo "setup.sh stopped at line $LINENO: this autograder cannot grade. The reason stands above." >&2' ERR

ROOT="${AUTOGRADER_ROOT:-/autograder}"
SOURCE="$ROOT/source"
VENV="@VENV@"
export DEBIAN_FRONTEND=noninteractive PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
# student code runs as another user and must be able to read the environment
umask 022
cd "$SOURCE"

make_venv() {
    rm -rf "$VENV"
    python3 -m venv "$VENV"
}

if ! make_venv >/dev/null 2>&1; then
    apt-get update -q
    apt-get install -q -y --no-install-recommends python3 python3-venv
    make_venv
fi

"$VENV/bin/python" - <<'EOF'
import sys
if sys.version_info < (3, 10):
    sys.exit(f"python3 is {sys.version.split()[0]}; the grader needs 3.10 or newer. Choose a newer base image.")
EOF

# compiled answers need a C compiler and Python's headers; no other assignment does
can_compile() {
    command -v gcc >/dev/null && "$VENV/bin/python" -c '
import os, sys, sysconfig
sys.exit(not os.path.exists(os.path.join(sysconfig.get_path("include"), "Python.h")))'
}
if [ -s system-packages.txt ] && ! can_compile; then
    apt-get update -q
    xargs apt-get install -q -y --no-install-recommends <system-packages.txt
fi

"$VENV/bin/python" -m pip install --quiet --no-input --no-cache-dir -c constraints.txt -r packages.txt ./convnet_grader-*.whl

# secret, solution and hidden cases are the grader's alone
chown -R root:root "$SOURCE"
chmod 0600 "$SOURCE/secret.key"
chmod 0700 "$SOURCE"

"$VENV/bin/python" -I -m grader selftest --root "$ROOT"
echo "setup.sh: the autograder is ready"
