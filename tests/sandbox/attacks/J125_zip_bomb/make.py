import stat
import zipfile

ANSWERS = '''
import numpy as np


def relu_forward(x):
    return np.maximum(x, 0), x


def relu_backward(dout, cache):
    return dout * (cache > 0)


def im2row(x, field, stride):
    rows = []
    for i in range(0, x.shape[0] - field + 1, stride):
        for j in range(0, x.shape[1] - field + 1, stride):
            rows.append(x[i : i + field, j : j + field].ravel())
    return np.array(rows)
'''


def make(folder):
    path = folder / "hw.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("answers.py", "w") as file:
        for _ in range(200):
            file.write(bytes(1 << 20))
    data = path.read_bytes()
    path.write_bytes(data.replace((200 << 20).to_bytes(4, "little"), (100).to_bytes(4, "little")))
