"""Builds the source distribution into a folder: build_sdist.py [FOLDER, by default dist]

The same sources give the same bytes: setuptools writes the archive, which is then packed anew with sorted names, one
date (SOURCE_DATE_EPOCH, or that of the last commit), no owner and plain permissions.
"""

import gzip
import io
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from setuptools import build_meta


def date_of_sources() -> int:
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return int(epoch or subprocess.check_output(["git", "log", "-1", "--format=%ct"], text=True))


def pack_anew(archive: Path, target: Path, date: int) -> None:
    with (
        tarfile.open(archive) as source,
        target.open("wb") as file,
        gzip.GzipFile("", "wb", 9, file, date) as stream,
        tarfile.open(fileobj=stream, mode="w", format=tarfile.USTAR_FORMAT) as packed,
    ):
        for member in sorted(source.getmembers(), key=lambda member: member.name):
            content = source.extractfile(member)
            member.mtime, member.uid, member.gid, member.uname, member.gname = date, 0, 0, "", ""
            member.mode = 0o755 if member.isdir() or member.mode & 0o100 else 0o644
            member.pax_headers = {}
            packed.addfile(member, io.BytesIO(content.read()) if content else None)


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        name = build_meta.build_sdist(scratch)
        pack_anew(Path(scratch) / name, folder / name, date_of_sources())
    print(folder / name)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "dist"))
