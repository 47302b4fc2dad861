"""nbgrader on our releases: `nbgrader generate_assignment hw2_conv` after `make release`, from this folder.

The notebooks in release/ are finished. nbgrader reads them as its source, so that its gradebook, formgrader and
feedback work on them, and writes its own copy for students elsewhere.
"""

import os

from nbgrader.preprocessors import CheckCellMetadata, ClearOutput, ComputeChecksums, LockCells, SaveCells

c = get_config()

c.CourseDirectory.root = os.path.dirname(os.path.abspath(__file__))
c.CourseDirectory.source_directory = "release"
c.CourseDirectory.release_directory = os.path.join("build", "nbgrader", "release")
c.CourseDirectory.submitted_directory = os.path.join("build", "nbgrader", "submitted")
c.CourseDirectory.autograded_directory = os.path.join("build", "nbgrader", "autograded")
c.CourseDirectory.feedback_directory = os.path.join("build", "nbgrader", "feedback")

# nbgrader copies every file beside a notebook to students, and the autograder's zip holds the solution
c.CourseDirectory.ignore = [
    ".ipynb_checkpoints", "*.pyc", "__pycache__", ".pytest_cache",
    "*.zip", "*.key", "solution*", "wrong", "predictions.json", "*solved*",
]  # fmt: skip

# without ClearSolutions: it overwrites a stub that has no markers around its answer
c.GenerateAssignment.preprocessors = [LockCells, ClearOutput, ComputeChecksums, SaveCells, CheckCellMetadata]
