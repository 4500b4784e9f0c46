"""The data folder: one process at a time, clear words for what is wrong with it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rolecall.ports import StoreFault
from rolecall.storage import DataFolder, open_store

posix = pytest.mark.skipif(os.name == "nt", reason="modes, mounts and signals as on POSIX")

HOLDER = """
import sys, time
sys.path.insert(0, {src!r})
from pathlib import Path
from rolecall.storage import DataFolder
with DataFolder(Path({folder!r})):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path: Path):
    """Another process that holds the folder."""
    script = HOLDER.format(src=str(Path(__file__).parents[2] / "src"), folder=str(tmp_path / "data"))
    process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_a_second_process_is_refused_within_two_seconds(holder, tmp_path):
    started = time.monotonic()
    with pytest.raises(StoreFault) as refused:
        DataFolder(tmp_path / "data").hold()
    assert time.monotonic() - started < 2
    assert str(tmp_path / "data") in refused.value.message
    assert "Another RoleCall is using" in refused.value.message


@posix
def test_a_killed_holder_leaves_the_folder_free(holder, tmp_path):
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    with DataFolder(tmp_path / "data") as folder:
        assert folder.path == tmp_path / "data"


def test_a_closed_folder_can_be_held_again(tmp_path):
    for _ in range(2):
        with DataFolder(tmp_path / "data"):
            pass


@posix
def test_a_new_folder_is_its_users_only(tmp_path):
    with DataFolder(tmp_path / "a" / "b"):
        assert (tmp_path / "a" / "b").stat().st_mode & 0o777 == 0o700


def test_a_file_in_the_folders_place_is_named(tmp_path):
    (tmp_path / "data").write_text("x")
    with pytest.raises(StoreFault, match=r"data.* is a file; move it away"):
        DataFolder(tmp_path / "data").hold()
    with pytest.raises(StoreFault, match=r"cannot be written|is a file|could not"):
        DataFolder(tmp_path / "data" / "below").hold()


@posix
def test_a_read_only_folder_is_named(tmp_path):
    data = tmp_path / "data"
    data.mkdir()
    if os.geteuid() == 0:
        mount = ["mount", "-t", "tmpfs", "-o", "ro", "tmpfs", str(data)]
        if subprocess.run(mount, capture_output=True, check=False).returncode != 0:
            pytest.skip("root may write everywhere, and cannot mount a read-only disk here")
    else:
        data.chmod(0o500)
    try:
        for opening in (DataFolder(data).hold, lambda: open_store(None, data)):
            with pytest.raises(StoreFault) as refused:
                opening()
            assert str(data) in refused.value.message
            assert "make the folder writable" in refused.value.message
    finally:
        if os.geteuid() == 0:
            subprocess.run(["umount", "-l", str(data)], check=False)
        else:
            data.chmod(0o700)
