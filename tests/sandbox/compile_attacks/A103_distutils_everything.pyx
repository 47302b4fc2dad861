# distutils: sources = {secret}
# distutils: include_dirs = /
# distutils: libraries = absent
# distutils: define_macros = PyInit_cell=other
def f():
    return 1
