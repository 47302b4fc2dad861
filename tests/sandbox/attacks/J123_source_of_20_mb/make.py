def make(folder):
    (folder / "answers.py").write_text("x = 1\n" * 3_500_000)
