import numpy as np

include "@COURSE@/solutions/hw0_fast/row_sums.pyx"

def row_sums(x):
    return np.zeros(len(x))
