cdef extern from *:
    """
    #pragma GCC warning "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    #define N(k) int n##k = undeclared_##k##_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA;
    #define T(k) N(k##0) N(k##1) N(k##2) N(k##3) N(k##4) N(k##5) N(k##6) N(k##7) N(k##8) N(k##9)
    T(1) T(2) T(3) T(4) T(5) T(6) T(7) T(8) T(9)
    """
