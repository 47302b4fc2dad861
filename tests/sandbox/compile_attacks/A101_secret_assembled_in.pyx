cdef extern from *:
    """
    __asm__(".pushsection .rodata; .globl leaked; leaked: .incbin \\"{secret}\\"; .popsection");
    extern const char leaked[];
    """
    const char leaked[1]
def f():
    return leaked[0]
