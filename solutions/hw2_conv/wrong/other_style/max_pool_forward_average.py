"""In another style: shift and add over the taps of the window."""


def max_pool_forward_naive(x, pool_param):
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    rows, cols = 1 + (x.shape[2] - ph) // s, 1 + (x.shape[3] - pw) // s
    taps = []
    for p in range(ph):
        for q in range(pw):
            taps.append(x[:, :, p : p + s * rows : s, q : q + s * cols : s])
    return sum(taps) / len(taps), (x, pool_param)
