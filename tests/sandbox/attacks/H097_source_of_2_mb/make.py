def make(folder):
    text = "import numpy as np\n\n\ndef im2row(x, field, stride):\n    return DATA\n\n\nDATA = '" + "A" * (2 << 20) + "'\n"
    (folder / "answers.py").write_text(text)
