include "beside.pxi"
