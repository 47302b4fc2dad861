# cython: control_flow.dot_output={marker}
def f():
    return 1
