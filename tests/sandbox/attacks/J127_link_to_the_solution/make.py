def make(folder, box):
    (folder / "answers.py").symlink_to(box / "course" / "solutions" / "hw_target" / "solution.py")
