include "{secret}"
