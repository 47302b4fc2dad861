def make(folder):
    (folder / "hw.ipynb").mkdir()
    (folder / "answers.py").mkdir()
