"""Autograded notebook homework: stubs for students, hidden answers and gradient-check graders for instructors."""

__version__ = "0.1.0"
