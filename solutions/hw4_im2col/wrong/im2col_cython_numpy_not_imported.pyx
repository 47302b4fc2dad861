"""The cell uses np without importing it."""

QUESTIONS = ("im2col_cython",)
OUTPUT = "compile"
HINT = (
    "The cell does not compile: it uses a name that it has never heard of. A compiled cell becomes a module of its "
    "own, so what other cells of the notebook have defined or imported does not exist for it. Look at the name in the "
    "message, and search your cell for the line that brings it in. If you sent this one cell to a friend with an empty "
    "notebook, what would be missing?"
)

# %%cython
from cython cimport floating


def im2col_cython(const floating[:, :, :, :] x, int field_height, int field_width, int padding, int stride):
    cdef int N = x.shape[0], C = x.shape[1], H = x.shape[2], W = x.shape[3]
    cdef int H_out = (H + 2 * padding - field_height) // stride + 1
    cdef int W_out = (W + 2 * padding - field_width) // stride + 1
    cdef int n, c, ii, jj, i, j, row, column
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    cdef floating[:, :, :, :] x_pad = padded
    result = np.zeros((C * field_height * field_width, H_out * W_out * N), dtype=padded.dtype)
    cdef floating[:, :] cols = result
    for i in range(H_out):
        for j in range(W_out):
            for n in range(N):
                column = (i * W_out + j) * N + n
                for c in range(C):
                    for ii in range(field_height):
                        for jj in range(field_width):
                            row = (c * field_height + ii) * field_width + jj
                            cols[row, column] = x_pad[n, c, i * stride + ii, j * stride + jj]
    return result
