TEXT = """
def rows(x, field, stride):
    for i in range(0, x.shape[0] - field + 1, stride):
        for j in range(0, x.shape[1] - field + 1, stride):
            yield x[i : i + field, j : j + field].ravel()
"""


def make(folder):
    (folder / "helper.py").write_text(TEXT)
