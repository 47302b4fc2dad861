def make(folder):
    (folder / "hw.py").write_text("def softmax(x):\n    return x\n")
