def make(folder):
    (folder / "answers.py").symlink_to("answers.py")
    (folder / "all").symlink_to(".")
