"""Documents made to hurt: each ends in one clear sentence or in plain text, and soon."""

import io
import random
import time
import zipfile
import zlib
from email.message import EmailMessage

import pytest

from rolecall.ports import BadInput
from rolecall.sandbox.documents import SandboxedReader
from rolecall.sandbox.limits import Limits
from rolecall.sandbox.names import clean_name
from tests.sandbox import files


def refusal(reader: SandboxedReader, data: bytes, name: str) -> str:
    """The sentence, which must name the file, say what to do, and be one sentence."""
    with pytest.raises(BadInput) as caught:
        reader.read(data, name)
    sentence = caught.value.message
    assert repr(clean_name(name)) in sentence
    assert sentence.endswith(".")
    assert ";" in sentence
    assert "\n" not in sentence
    assert "Traceback" not in sentence
    return sentence


def text_or_refusal(reader: SandboxedReader, data: bytes, name: str) -> str | None:
    """The text, at most as long as the limit; None where a sentence that names the file refused it."""
    try:
        text = reader.read(data, name).text
    except BadInput as refused:
        sentence = refused.message
    else:
        assert text.strip()
        assert len(text) <= 200_000
        return text
    assert repr(name) in sentence
    return None


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.pdf", "a.docx", "a.eml", "a.html"])
def test_an_empty_file_is_refused(reader, name):
    assert "empty (0 bytes)" in refusal(reader, b"", name)


@pytest.mark.parametrize("blank", [b" \n\t\r\n ", "\u200b\ufeff \u00a0".encode(), b"\xff\xfe", b"\0\0"])
def test_a_file_of_blanks_is_refused(reader, blank):
    refusal(reader, blank, "a.txt")


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 40,
        random.Random(1).randbytes(5000),
        "研究科学家，发表论文".encode("gb18030") * 20,
        zlib.compress(bytes(range(256)) * 999)[2:] * 50,
        b"\0\1\2\3" * 500,
        b"\x7fELF\x02\x01\x01" + b"\0" * 200,
        b"MZ\x90\0\x03" + b"\0" * 200,
        b"\x89PNG\r\n\x1a\n" + b"\0" * 50,
        b"\xff\xd8\xff\xe0 JFIF",
        b"\x1f\x8b\x08 gzip",
        b"SQLite format 3\0" + b"\0" * 84,
    ],
)
def test_bytes_that_are_no_text_are_refused_under_a_texts_name(reader, data):
    refusal(reader, data, "ad.txt")


def test_text_that_starts_like_a_program_or_picture_is_still_text(reader):
    for text in (b"MZ is what programs start with.", b"BM stands for benchmark.", b"PK is a name"):
        assert reader.read(text, "a.txt").text == text.decode()


@pytest.mark.parametrize(
    ("data", "name", "word"),
    [
        (b"just text", "cv.pdf", "no PDF"),
        (b"<html><script>alert(1)</script></html>", "cv.pdf", "web page"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>x</script></svg>", "cv.pdf", "drawing"),
        (b"just text", "cv.docx", "no Word document"),
        (b"{\\rtf1 hello}", "cv.docx", "rich-text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "cv.docx", "password-protected"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "cv.doc", "password-protected"),
        (b"text", "win.ini", ".txt, .md, .pdf"),
        (b"text", "README", ".txt, .md, .pdf"),
        (b"text", ".env", ".txt, .md, .pdf"),
        (b"text", "macro.docm", ".txt, .md, .pdf"),
    ],
)
def test_a_name_that_promises_something_else_is_refused(reader, data, name, word):
    assert word in refusal(reader, data, name)


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../.env.txt", ".env.txt"),
        ("/etc/passwd.txt", "passwd.txt"),
        ("C:\\windows\\win.txt", "win.txt"),
        ("a\0/../b.txt", "b.txt"),
        ("a\n\x1b[31m\u202etxt.exe.txt", "a[31mtxt.exe.txt"),
        ("", "file"),
        ("..", "file"),
        ("/", "file"),
        ("x" * 300 + ".txt", "x" * 95 + "….txt"),
    ],
)
def test_only_the_cleaned_base_name_is_used(name, clean):
    assert clean_name(name) == clean


def test_a_path_as_a_name_is_never_opened(reader):
    assert reader.read(b"mine", "../../etc/hosts.txt") == reader.read(b"mine", "hosts.txt")
    assert ".env" in refusal(reader, b"KEY=1", "../../.env")


def test_a_protected_pdf_is_refused(reader):
    assert "password" in refusal(reader, files.encrypted_pdf("secret", "hunter2"), "a.pdf")


def test_an_aes_protected_pdf_is_refused_as_protected(reader):
    # by hand: the file claims AES-256, which needs the password before anything can be read
    data = files.assembled(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [] /Count 0 >>",
            b"<< /Filter /Standard /V 5 /R 6 /Length 256 /P -4 /O <"
            + b"00" * 48
            + b"> /U <"
            + b"00" * 48
            + b"> /OE <"
            + b"00" * 32
            + b"> /UE <"
            + b"00" * 32
            + b"> /Perms <"
            + b"00" * 16
            + b"> /CF << /StdCF << /CFM /AESV3 /Length 32 >> >> /StmF /StdCF /StrF /StdCF >>",
        ],
        trailer=b"/Encrypt 3 0 R /ID [<00><00>]",
    )
    assert "password" in refusal(reader, data, "a.pdf")


def test_a_scanned_pdf_asks_for_the_text(reader):
    assert "no text; paste the text instead" in refusal(reader, files.pdf(["", ""]), "scan.pdf")


def test_a_page_without_text_among_others_is_named(reader):
    assert reader.read(files.pdf(["one", "", "three"]), "a.pdf").notes == (
        "No text could be read on page 2.",
    )


@pytest.mark.parametrize("cut", [20, 100, 300])
def test_a_pdf_cut_in_the_middle_gives_a_sentence_or_text(reader, cut):
    text = text_or_refusal(reader, files.pdf(["hello"] * 3)[:-cut], "a.pdf")
    assert text is None or text.split() in (["hello"] * 3, ["hello"] * 2)


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.4\n",
        b"%PDF-1.7\n" + b"\xde\xad\xbe\xef" * 5000,
        b"%PDF-1.4\nstartxref\n9\n%%EOF",
        # the table of objects names itself as the one before it
        b"%PDF-1.4\nxref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 1 /Root 1 0 R /Prev 9 >>\n"
        b"startxref\n9\n%%EOF",
        # a page that is its own parent and child
        files.assembled([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"]),
        files.assembled([b"<< /Type /Catalog /Pages 1 0 R >>"]),
        files.assembled([b"<< /Type /Catalog /Pages 2 0 R >>", b"2 0 R"]),
        files.assembled([b"[" * 20000]),
    ],
)
def test_a_broken_or_circular_pdf_is_refused(reader, data):
    refusal(reader, data, "a.pdf")


def test_a_pdf_with_a_circular_outline_is_read(reader):
    loop = [b"<< /First 7 0 R /Last 7 0 R >>", b"<< /Title (x) /Next 7 0 R /First 6 0 R /Parent 6 0 R >>"]
    data = files.pdf(["hello"], before_end=loop, catalog="/Outlines 6 0 R")
    assert reader.read(data, "a.pdf").text.split() == ["hello"]


def test_a_pdf_whose_stream_unpacks_to_a_gigabyte_is_refused_or_bounded(reader):
    bomb = zlib.compress(b"(A) Tj " * 20_000_000, 9)
    stream = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(bomb), bomb)
    data = files.pdf(["x"]).replace(b"/Contents 4 0 R", b"/Contents 6 0 R")
    objects = [piece.split(b"obj\n", 1)[1] for piece in data.split(b"\nendobj\n") if b"obj\n" in piece]
    text_or_refusal(reader, files.assembled([*objects, stream]), "a.pdf")


def test_ten_thousand_pages_are_read_up_to_the_limit(reader):
    read = reader.read(files.pdf(["page text"] * 10_000), "a.pdf")
    assert any("of 10,000 pages" in note for note in read.notes)
    assert read.text.startswith("page text")


def bomb(name: str, size: int) -> bytes:
    return files.rezipped(files.docx("x"), extra={name: b"\0" * size})


def test_a_zip_bomb_is_refused_before_it_is_unpacked(reader):
    assert "unpacks to far more" in refusal(reader, bomb("word/media/a.png", 60 << 20), "a.docx")
    many = files.rezipped(files.docx("x"), extra={f"f{n}": b"" for n in range(2500)})
    assert "unpacks to far more" in refusal(reader, many, "a.docx")


def test_a_zip_bomb_that_lies_about_its_size_is_refused(reader):
    data = bytearray(bomb("word/document.xml.bak", 30 << 20))
    real = (30 << 20).to_bytes(4, "little")
    while (place := data.find(real)) >= 0:
        data[place : place + 4] = (10).to_bytes(4, "little")
    assert (text_or_refusal(reader, bytes(data), "a.docx") or "x").strip() == "x"


def test_a_document_of_nested_entities_is_refused_or_harmless(reader):
    def change(name, content):
        if name != "word/document.xml":
            return content
        entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "boom"}">' for n in range(12))
        system = '<!ENTITY f SYSTEM "file:///etc/passwd">'
        head = f"<?xml version='1.0'?><!DOCTYPE w [{entities}{system}]>".encode()
        return head + content[content.index(b"?>") + 2 :].replace(b"<w:t>x</w:t>", b"<w:t>&f;&a11;</w:t>")

    text = text_or_refusal(reader, files.rezipped(files.docx("x", "y"), change), "a.docx")
    assert "root:" not in (text or "")


@pytest.mark.parametrize("cut", [1, 100, 5000])
def test_a_word_document_cut_in_the_middle_is_refused(reader, cut):
    refusal(reader, files.docx("hello")[:-cut], "a.docx")


def test_another_archive_is_refused(reader):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("notes.txt", "hello")
    assert "archive" in refusal(reader, out.getvalue(), "a.docx")
    assert "archive" in refusal(reader, out.getvalue(), "a.zip")


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.html"])
def test_a_file_over_five_megabytes_is_refused(reader, name):
    start = {"a.pdf": b"%PDF-1.4\n", "a.docx": b"PK\x03\x04", "a.html": b"<html><p>"}[name]
    assert "larger than 5 MB" in refusal(reader, start.ljust((5 << 20) + 1), name)


def test_a_page_nested_a_hundred_thousand_deep_is_read_or_refused(reader):
    text = text_or_refusal(reader, b"<html>" + b"<div>" * 100_000 + b"deep", "a.html")
    assert text is None or "deep" in text


def test_a_text_of_a_thousand_comments_is_told_from_a_page_at_once(reader):
    started = time.monotonic()
    text_or_refusal(reader, b"<!-- -->" * 1000 + b"text", "a.txt")
    assert time.monotonic() - started < 1
    assert "read as that" in reader.read(b"<!-- x -->\n" * 50 + b"<!DOCTYPE html><p>page", "a.txt").notes[0]


def test_scripts_never_come_out_of_a_page(reader):
    page = (
        b"<html><p>ok</p><SCRIPT>bad()</SCRIPT><svg><script>bad()</script></svg><style>bad</style>"
        b"<iframe srcdoc='<p>bad'></iframe><img src=x onerror=bad()><template>bad</template><script>bad("
    )
    assert reader.read(page, "a.html").text == "ok\n"


def test_an_email_nested_a_thousand_deep_is_read_or_refused(reader):
    head = b"From: a@b.example\nSubject: deep\nMIME-Version: 1.0\n"
    nested = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(1000))
    text = text_or_refusal(reader, head + nested + b"\nhello", "a.eml")
    assert text is None or text.startswith("Subject: deep")


def test_an_email_with_hostile_headers_and_parts_is_read(reader):
    data = (
        b'Subject: =?utf-8?b?!!!?= =?bogus?q?x?=\nFrom: "a\x00b" <<>@@>\nDate: never\nMIME-Version: 1.0\n'
        b"Content-Type: multipart/mixed; boundary=x\n\n"
        b"--x\nContent-Type: text/plain; charset=no-such\n\nhello\n"
        b"--x\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\n!!!!\n--x--\n"
    )
    assert "hello" in reader.read(data, "a.eml").text


def test_a_forwarded_message_is_an_attachment(reader):
    inner = EmailMessage()
    inner.set_content("inner words")
    outer = EmailMessage()
    outer["Subject"] = "Fwd"
    outer.set_content("outer words")
    outer.add_attachment(inner)
    read = reader.read(outer.as_bytes(), "a.eml")
    assert "outer words" in read.text
    assert "Attachments were not read" in read.notes[0]


def test_an_eicar_like_text_is_only_text(reader):
    text = "X5O!P%@AP-TEST-STRING"
    assert reader.read(text.encode(), "a.txt").text == text


def test_random_damage_never_gives_anything_but_text_or_a_sentence(reader):
    seeds = [
        (files.pdf(["hello"] * 2), "a.pdf"),
        (files.docx("hello"), "a.docx"),
        (b"<html><p>hello</p>", "a.html"),
    ]
    luck = random.Random(7)
    for data, name in seeds * 3:
        damaged = bytearray(data)
        for _ in range(20):
            damaged[luck.randrange(8, len(damaged))] = luck.randrange(256)
        text_or_refusal(reader, bytes(damaged), name)


def test_a_slow_document_stops_at_the_limit():
    reader = SandboxedReader(Limits(wall_seconds=1.0, patience_seconds=60))
    data = ("<html>" + "<b><i><p>" * 400_000).encode()
    started = time.monotonic()
    text_or_refusal(reader, data, "slow.html")
    assert time.monotonic() - started < 6
