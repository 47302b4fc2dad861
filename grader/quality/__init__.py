"""How good an assignment's cases are: what they catch of wrong answers, and what they cost right ones."""
