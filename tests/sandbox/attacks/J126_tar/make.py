import io
import tarfile


def make(folder):
    with tarfile.open(folder / "hw.tar.gz", "w:gz") as archive:
        for name, kind in (("link.py", tarfile.LNKTYPE), ("device.py", tarfile.CHRTYPE), ("answers.py", tarfile.SYMTYPE)):
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname = kind, "/etc/passwd"
            archive.addfile(entry, io.BytesIO())
