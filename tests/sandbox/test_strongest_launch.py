"""Documents are read behind the strongest wall there is, and never behind less than what is demanded."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rolecall.ports import BadInput, SandboxUnavailable
from rolecall.sandbox.documents import SandboxedReader
from rolecall.sandbox.jail.tiers import Tier, unsupported
from rolecall.sandbox.launch import Ending, Ran
from rolecall.sandbox.strongest_launch import WEAKER, StrongestLauncher
from tests.sandbox import files

AD = "You will publish papers."
WAITS = """
import sys, time
from rolecall.sandbox.documents import SandboxedReader
from rolecall.sandbox.jail.tiers import Tier
from rolecall.sandbox.strongest_launch import StrongestLauncher
launcher = StrongestLauncher(lambda: Tier.LANDLOCK)
SandboxedReader(launcher=launcher).read(open(sys.argv[1], "rb").read(), "ad.pdf")
print(launcher._jailed._nursery.warm().process.pid, flush=True)
time.sleep(60)
"""


class NoJail:
    """Stands for a machine on which no tier of the jail holds."""

    def __init__(self, least: Tier) -> None:
        self.least = least
        self.closed = False

    def tier(self) -> Tier:
        raise SandboxUnavailable("Nothing held; use Linux.")

    def close(self) -> None:
        self.closed = True


class Standing(NoJail):
    """Stands for one on which it does."""

    def tier(self) -> Tier:
        return Tier.LANDLOCK

    def run(self, data, arguments, *, wall_seconds, output_bytes) -> Ran:
        return Ran(ending=Ending.DONE, output=b'{"text": "in the jail"}')


def on_linux(monkeypatch) -> None:
    monkeypatch.setattr("rolecall.sandbox.strongest_launch.unsupported", lambda: "")


def test_without_a_jail_a_child_reads_and_the_reading_says_so(monkeypatch):
    on_linux(monkeypatch)
    reader = SandboxedReader(launcher=StrongestLauncher(lambda: Tier.SEALED, jailed=NoJail))
    read = reader.read(files.pdf([AD]), "ad.pdf")
    assert "publish papers" in read.text
    assert WEAKER in read.notes


def test_on_another_system_a_child_reads_and_the_reading_says_so(monkeypatch):
    monkeypatch.setattr("rolecall.sandbox.strongest_launch.unsupported", lambda: "it needs Linux")
    launcher = StrongestLauncher(lambda: Tier.SEALED)
    assert WEAKER in SandboxedReader(launcher=launcher).read(files.pdf([AD]), "ad.pdf").notes
    assert launcher.stands() == ""
    assert launcher.why_not() == "it needs Linux"


@pytest.mark.parametrize("least", [Tier.FULL, Tier.NAMESPACES, Tier.LANDLOCK])
def test_what_is_demanded_and_does_not_stand_is_not_replaced(monkeypatch, least):
    on_linux(monkeypatch)
    reader = SandboxedReader(launcher=StrongestLauncher(lambda: least, jailed=NoJail))
    with pytest.raises(BadInput) as caught:
        reader.read(files.pdf([AD]), "ad.pdf")
    sentence = caught.value.message
    assert "'ad.pdf'" in sentence
    assert repr(least.value) in sentence
    assert sentence.endswith("paste the text instead.")
    assert reader.read(AD.encode(), "ad.txt").text == AD


@pytest.mark.parametrize("least", list(Tier))
def test_the_jail_is_asked_for_what_is_demanded_and_can_read(monkeypatch, least):
    on_linux(monkeypatch)
    asked = []
    launcher = StrongestLauncher(lambda: least, jailed=lambda tier: asked.append(tier) or Standing(tier))
    reader = SandboxedReader(launcher=launcher)
    read = reader.read(files.pdf([AD]), "ad.pdf")
    assert (read.text, read.notes) == ("in the jail", ())
    assert asked == [Tier.LANDLOCK if least is Tier.SEALED else least]


def test_a_jail_that_comes_back_is_used_again(monkeypatch):
    on_linux(monkeypatch)
    jails = [NoJail, Standing]

    def make(tier: Tier) -> NoJail:
        return jails.pop(0)(tier)

    launcher = StrongestLauncher(lambda: Tier.SEALED, jailed=make)
    reader = SandboxedReader(launcher=launcher)
    assert WEAKER in reader.read(files.pdf([AD]), "ad.pdf").notes
    assert len(jails) == 1
    reader.read(files.pdf([AD]), "ad.pdf")
    assert len(jails) == 1, "it was tried again at once"
    monkeypatch.setattr("rolecall.sandbox.strongest_launch._TRY_AGAIN_SECONDS", 0.0)
    assert reader.read(files.pdf([AD]), "ad.pdf").text == "in the jail"


def test_plain_text_starts_nothing():
    def never(_: Tier) -> NoJail:
        raise AssertionError("a jail was started")

    reader = SandboxedReader(launcher=StrongestLauncher(lambda: Tier.FULL, jailed=never))
    assert reader.read(AD.encode(), "ad.txt").text == AD


def test_a_closed_reader_reads_no_documents_and_can_be_closed_again():
    reader = SandboxedReader(launcher=StrongestLauncher(lambda: Tier.SEALED))
    reader.close()
    reader.close()
    with pytest.raises(BadInput, match="closed"):
        reader.read(files.pdf([AD]), "ad.pdf")


@pytest.mark.skipif(bool(unsupported()), reason=f"no jail here: {unsupported()}")
@pytest.mark.parametrize("ending", [None, signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_process_outlives_the_app(tmp_path: Path, ending):
    document = tmp_path / "ad.pdf"
    document.write_bytes(files.pdf([AD]))
    script = WAITS if ending else WAITS.replace("sleep(60)", "sleep(0)")
    app = subprocess.Popen(
        [sys.executable, "-c", script, str(document)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    with app:
        warm = int(app.stdout.readline())
        if ending:
            assert alive(warm)
            app.send_signal(ending)
        app.wait(20)
    until = time.monotonic() + 10
    while alive(warm) and time.monotonic() < until:
        time.sleep(0.02)
    assert not alive(warm)


def alive(process: int) -> bool:
    """Whether it runs; one that waits to be reaped by nobody does not."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z" and os.path.exists(f"/proc/{process}")
