"""Building a release: the student's notebook and bundle, the autograder's zip, the solved notebook, the leak scan."""
