# distutils: extra_compile_args = -wrapper {program}
def f():
    return 1
