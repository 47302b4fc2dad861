# distutils: language = c++
cdef extern from *:
    """
    template <int N> struct Bomb { enum { value = Bomb<N - 1>::value + Bomb<N - 2>::value }; };
    """
