import os


def make(folder):
    os.mkfifo(folder / "hw.ipynb")
