def make(folder):
    (folder / "answers.py").symlink_to("/dev/zero")
