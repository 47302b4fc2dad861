"""What this assignment promises beyond what every one must hold; `grader quality` reads it."""

MORE_THAN_A_TABLE = 0.7  # of the silent mutants
