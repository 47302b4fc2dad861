def make(folder, box):
    (folder / "helper.py").symlink_to(box / "course" / "solutions" / "hw_target" / "solution.py")
