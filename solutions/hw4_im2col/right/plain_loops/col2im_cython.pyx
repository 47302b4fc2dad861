import numpy as np


def col2im_cython(cols, N, C, H, W, field_height, field_width, padding, stride):
    """The Python loops once more, compiled as they are."""
    H_out = (H + 2 * padding - field_height) // stride + 1
    W_out = (W + 2 * padding - field_width) // stride + 1
    x = np.zeros((N, C, H, W), dtype=cols.dtype)
    for c in range(C):
        for p in range(field_height):
            for q in range(field_width):
                for i in range(H_out):
                    for j in range(W_out):
                        y = i * stride + p - padding
                        z = j * stride + q - padding
                        if 0 <= y < H and 0 <= z < W:
                            for n in range(N):
                                row = (c * field_height + p) * field_width + q
                                x[n, c, y, z] += cols[row, (i * W_out + j) * N + n]
    return x
