def make(folder):
    (folder / "hw.ipynb").write_text("[" * 1_000_000 + "]" * 1_000_000)
