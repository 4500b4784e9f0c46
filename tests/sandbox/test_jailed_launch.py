"""Documents are read in the jail as they are outside of it, and what attacks a parser ends there."""

import asyncio
import json

import pytest

from rolecall.ports import BadInput
from rolecall.sandbox.documents import SandboxedReader
from rolecall.sandbox.jail.tiers import Tier, unsupported
from rolecall.sandbox.jailed_launch import JailedLauncher
from rolecall.sandbox.launch import Ending
from rolecall.sandbox.limits import Limits
from tests.sandbox import files

pytestmark = pytest.mark.skipif(bool(unsupported()), reason=f"no jail here: {unsupported()}")

AD = "Research Scientist at Acme\nYou will publish papers (and ship models)."


@pytest.fixture(scope="module", params=[None, Tier.NAMESPACES], ids=["strongest", "no Landlock"])
def launcher(request):
    one = JailedLauncher(only=None if request.param is None else (request.param,))
    yield one
    one.close()


@pytest.fixture(scope="module")
def reader(launcher):
    return SandboxedReader(launcher=launcher)


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (lambda: files.pdf([AD]), "ad.pdf", "publish papers"),
        (lambda: files.docx(AD), "ad.docx", "publish papers"),
        (lambda: b"<html><body><p>You will publish papers.</p></body></html>", "ad.html", "publish papers"),
        (lambda: b"Subject: Role\nFrom: a@b.example\n\nYou will publish papers.", "ad.eml", "publish papers"),
        (lambda: files.encrypted_pdf(AD, ""), "ad.pdf", "publish papers"),
    ],
)
def test_every_kind_of_document_is_read(reader, data, name, words):
    assert words in reader.read(data(), name).text


def test_a_document_that_cannot_be_read_says_why(reader):
    with pytest.raises(BadInput, match="protected by a password"):
        reader.read(files.encrypted_pdf(AD, "secret"), "ad.pdf")
    with pytest.raises(BadInput, match="is damaged"):
        reader.read(b"%PDF-1.4 nothing", "ad.pdf")


def test_the_reader_names_the_jail_as_its_wall(reader):
    assert reader.walls() == ("the jail of candidates' code",)


def test_a_parser_that_takes_too_long_is_killed(launcher):
    limits = json.dumps(Limits().model_dump(exclude={"file_bytes"}))
    page = b"<p>x" * 400_000
    ran = launcher.run(page, ["html", limits], wall_seconds=0.2, output_bytes=1 << 20)
    assert ran.ending is Ending.TOO_SLOW


def test_an_answer_that_is_too_long_is_not_taken(launcher):
    limits = json.dumps(Limits().model_dump(exclude={"file_bytes"}))
    ran = launcher.run(b"<p>" + b"word " * 10_000, ["html", limits], wall_seconds=10, output_bytes=1000)
    assert ran.ending is Ending.TOO_MUCH


async def test_many_documents_at_once_are_all_read(reader):
    pages = [f"<html><p>Number {number}".encode() for number in range(24)]
    read = await asyncio.gather(*(asyncio.to_thread(reader.read, page, "a.html") for page in pages))
    assert [one.text.strip() for one in read] == [f"Number {number}" for number in range(24)]
