def make(folder):
    for _ in range(200):
        folder = folder / "a"
    folder.mkdir(parents=True)
    (folder / "answers.py").write_text("def im2row(x, field, stride): pass\n")
