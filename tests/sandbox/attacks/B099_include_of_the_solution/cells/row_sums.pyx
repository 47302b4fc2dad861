import numpy as np

include "@COURSE@/solutions/hw0_fast/row_sums.pyx"
include "@COURSE@/solutions/hw0_fast/baseline.py"
