"""Documents that people really bring: their text comes out as they would read it."""

import asyncio
import io
import time
from email.message import EmailMessage

import pytest

from rolecall.ports import BadInput
from rolecall.sandbox.documents import SandboxedReader
from rolecall.sandbox.limits import Limits
from rolecall.sandbox.plain import moved, tidy
from tests.sandbox import files

AD = "Research Scientist at Acme\nYou will publish papers (and ship models).\nThe interview: nothing said."


@pytest.mark.parametrize("name", ["ad.txt", "ad.md", "AD.TXT"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_plain_text_is_read_in_every_common_encoding(reader, name, encoding):
    text = "Grüße – “research-ish”, 60 000 €"
    assert reader.read(text.encode(encoding), name).text == text


def test_other_scripts_survive(reader):
    text = "研究科学家 Исследователь 🐍 e\u0301"
    read = reader.read(text.encode(), "ad.txt")
    assert (read.text, read.notes) == (text, ())


def test_line_ends_are_made_one_kind_and_nuls_go(reader):
    assert reader.read(b"one\r\ntwo\rthree\n\tfour  five\x00" + b" and more" * 20, "a.txt").text.startswith(
        "one\ntwo\nthree\n\tfour  five and more"
    )


def test_a_guessed_encoding_is_said(reader):
    (note,) = reader.read("Café".encode("cp1252"), "ad.txt").notes
    assert "Windows-1252" in note


def test_a_pdf_gives_its_text_page_by_page(reader):
    read = reader.read(files.pdf([AD, "Second page"]), "ad.pdf")
    assert read.text.split() == [*AD.split(), "Second", "page"]
    assert (read.name, read.notes) == ("ad.pdf", ())


def test_each_page_of_a_pdf_begins_where_its_offset_says(reader):
    pages = ["First page\nof two lines", "", "Third page", "Fourth page", ""]
    read = reader.read(files.pdf(pages), "paper.pdf")
    assert len(read.pages) == 5
    starts = [read.text[at:].split("\n")[0] for at in read.pages]
    assert starts == ["First page", "Third page", "Third page", "Fourth page", ""]


def test_page_offsets_are_right_after_the_text_is_tidied():
    text = "\ufeffone\r\ntwo\r\n\r\nth\0ree\r\r\n\n\ufefffour"
    marks = tuple(text.index(word) for word in ("\ufeffone", "two", "th\0ree", "\ufefffour"))
    tidied = tidy(text)
    begins = [tidied[at : at + 4] for at in moved(marks, text)]
    assert begins == ["one\n", "two\n", "thre", "\ufefffou"]


def test_page_offsets_stay_inside_a_text_that_was_cut(reader):
    small = SandboxedReader(Limits(text_chars=25))
    read = small.read(files.pdf(["Twenty letters go here", "Second page", "Third page"]), "paper.pdf")
    assert len(read.text) == 25
    assert read.pages[:2] == (0, 24)
    assert all(at <= 25 for at in read.pages)


def test_page_offsets_that_do_not_rise_are_not_believed():
    assert moved((5, 3), "some text") == ()


def test_formats_without_pages_have_no_offsets(reader):
    assert reader.read(b"plain words", "a.txt").pages == ()
    assert reader.read(files.docx("A paragraph of words"), "a.docx").pages == ()


def test_a_pdf_locked_only_against_printing_is_read(reader):
    assert "publish papers" in reader.read(files.encrypted_pdf(AD, ""), "ad.pdf").text


def test_letters_white_on_white_are_simply_text(reader):
    hidden = files.pdf(["Honest line"]).replace(b"BT ", b"BT 1 g ")
    assert "Honest line" in reader.read(hidden, "cv.pdf").text


def test_a_word_document_gives_paragraphs_and_tables_in_order(reader):
    data = files.docx(
        "Before", table=[["Skill", "Years"], ["Python", "9"]], edit=lambda d: d.add_paragraph("After")
    )
    lines = [line for line in reader.read(data, "cv.docx").text.split("\n") if line]
    assert lines == ["Before", "Skill | Years", "Python | 9", "After"]


def test_a_word_documents_header_lists_and_headings_are_read(reader):
    def edit(document):
        document.sections[0].header.paragraphs[0].text = "Ann Example"
        document.add_heading("Work", 1)
        document.add_paragraph("shipped it", style="List Bullet")

    text = reader.read(files.docx(edit=edit), "cv.docx").text
    assert text.startswith("Ann Example\n")
    assert "\nWork\n- shipped it\n" in text


def test_a_word_documents_text_boxes_links_and_insertions_are_read_and_deletions_not(reader):
    def change(name, content):
        if name != "word/document.xml":
            return content
        w = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        run = "<w:r><w:t>{}</w:t></w:r>".format
        box = f"<w:pict><w:txbxContent><w:p>{run('boxed')}</w:p></w:txbxContent></w:pict>"
        more = (
            f"<w:p W><w:ins>{run('inserted')}</w:ins><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
            f"<w:hyperlink>{run(' linked')}</w:hyperlink>"
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r></w:p>"
            f"<w:sdt W><w:sdtContent><w:p>{run('controlled')}</w:p></w:sdtContent></w:sdt>"
            f"<w:p W><w:r>{box}</w:r></w:p>"
        )
        more = more.encode().replace(b"W>", w + b">")
        return content.replace(b"<w:sectPr", more + b"<w:sectPr")

    read = reader.read(files.rezipped(files.docx("first"), change), "cv.docx")
    assert read.text.split() == ["first", "inserted", "linked", "controlled", "boxed"]
    assert read.notes == ("6 characters of hidden text were left out.",)


def test_macros_of_a_word_document_are_ignored_and_said(reader):
    main = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    macro = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    data = files.rezipped(
        files.docx("honest"), lambda _, c: c.replace(main, macro), {"word/vbaProject.bin": b"Shell(...)"}
    )
    read = reader.read(data, "cv.docx")
    assert read.text.strip() == "honest"
    assert "macros" in read.notes[0]


def test_a_web_page_is_read_as_people_see_it(reader):
    page = """<!doctype html><html><head><title>Acme jobs</title>
    <style>.x,#y{display:none} p{color:red}</style>
    <script>var secret = "script"</script></head><body onload="alert(1)"><!-- not this -->
    <h2>Duties</h2><p>You will   <b>ship</b>
    models.<br>And publish.</p><ul><li>One</li><li><p>Two</p></li></ul>
    <div style="display: none">hidden one</div><span hidden>hidden two</span><p class="x big">hidden three</p>
    <p style="font-size:0">tiny</p><p style="font-size:0.9em">small</p><noscript>no</noscript>
    <table><tr><th>Round</th><th>Minutes</th></tr><tr><td>Coding</td><td>45</td></tr></table>
    <pre>a  = 1
  b</pre><a href="javascript:x()">Apply</a> &lt;now&gt;&nbsp;please</body></html>"""
    read = reader.read(page.encode(), "ad.html")
    assert read.text == (
        "Acme jobs\n\nDuties\n\nYou will ship models.\nAnd publish.\n\n- One\n- Two\n\nsmall\n\n"
        "Round | Minutes\nCoding | 45\na  = 1\n  b\nApply <now> please\n"
    )
    assert len(read.notes) == 1
    assert "hides" in read.notes[0]


def test_a_web_page_in_another_encoding_is_read(reader):
    page = '<html><head><meta charset="iso-8859-1"></head><body><p>Größe</p></body></html>'
    assert "Größe" in reader.read(page.encode("latin-1"), "a.htm").text
    assert reader.read("<html><p>Größe".encode("utf-16"), "a.html").text == "Größe\n"


def test_plain_text_in_a_file_named_html_keeps_its_lines(reader):
    assert reader.read(b"one\ntwo < three\n", "a.html").text == "one\ntwo < three\n"


def mail(**parts) -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = "Rôle at Acme"
    message["From"] = "Rita Recruiter <rita@acme.example>"
    message["To"] = "Ann <ann@mail.example>"
    message["Date"] = "Mon, 02 Mar 2026 10:00:00 +0100"
    if "text" in parts:
        message.set_content(parts["text"])
    if "html" in parts and "text" in parts:
        message.add_alternative(parts["html"], subtype="html")
    elif "html" in parts:
        message.set_content(parts["html"], subtype="html")
    return message


def test_an_email_gives_its_headers_and_body(reader):
    data = mail(text="Hi Ann,\nwe do research.\n", html="<p>other</p>").as_bytes()
    assert reader.read(data, "m.eml").text == (
        "Subject: Rôle at Acme\nFrom: Rita Recruiter <rita@acme.example>\nTo: Ann <ann@mail.example>\n"
        "Date: Mon, 02 Mar 2026 10:00:00 +0100\n\nHi Ann,\nwe do research.\n"
    )


def test_an_email_of_html_only_is_read_like_a_page(reader):
    data = mail(
        html="<p>Hi Ann,</p><div style='display:none'>preview</div><script>x</script><p>bye</p>"
    ).as_bytes()
    read = reader.read(data, "m.eml")
    assert read.text.endswith("\n\nHi Ann,\n\nbye\n")
    assert "7 characters" in read.notes[0]


def test_attachments_are_named_and_not_read(reader):
    message = mail(text="See attached.")
    message.add_attachment(b"MZ evil", maintype="application", subtype="octet-stream", filename="../evil.exe")
    message.add_attachment("secret notes", filename="notes.txt")
    read = reader.read(message.as_bytes(), "m.eml")
    assert "secret notes" not in read.text
    assert "evil.exe" in read.notes[0]
    assert "notes.txt" in read.notes[0]


def test_a_pdf_under_a_texts_name_is_read_as_what_it_is(reader):
    read = reader.read(files.pdf([AD]), "ad.txt")
    assert "publish papers" in read.text
    assert read.notes == ("'ad.txt' is named .txt but is a PDF; it was read as that.",)
    assert "was read as that" in reader.read(files.docx("hello"), "ad.pdf").notes[0]
    assert reader.read(files.docx("hello"), "download").text.strip() == "hello"


def test_text_over_the_limit_is_cut_and_said(reader):
    read = reader.read(b"word " * 1_100_000, "long.txt")
    assert len(read.text) == 200_000
    assert read.notes == (
        "Only the first 200,000 of 5,500,000 characters were read; the last 5,300,000 were left out.",
    )


def test_long_documents_of_every_kind_are_cut_and_said():
    reader = SandboxedReader(Limits(text_chars=1000, pages=3))
    long = "A long line of words that goes on and on.\n" * 20
    for data, name in (
        (files.pdf([long] * 3), "a.pdf"),
        (files.docx(*[long] * 3), "a.docx"),
        (("<html><p>" + long * 3).encode(), "a.html"),
        (mail(text=long * 3).as_bytes(), "a.eml"),
    ):
        read = reader.read(data, name)
        assert len(read.text) == 1000, name
        assert any("Only the first 1,000" in note for note in read.notes), name


def test_pages_over_the_limit_are_left_out_and_said(reader):
    read = SandboxedReader(Limits(pages=2)).read(files.pdf(["one", "two", "three"]), "a.pdf")
    assert read.text.split() == ["one", "two"]
    assert read.notes == ("Only the first 2 of 3 pages were read.",)


def test_pasted_text_has_the_same_limits(reader):
    assert reader.read_text("a\r\nb\0").text == "a\nb"
    read = reader.read_text("x" * 5_000_000)
    assert len(read.text) == 200_000
    assert "4,800,000" in read.notes[0]
    with pytest.raises(BadInput, match="no text here"):
        reader.read_text(" \n\u200b\ufeff\t")


def test_several_files_are_read_at_once_while_the_event_loop_goes_on(reader):
    async def scene() -> tuple[int, list[str]]:
        beats = 0

        async def beat() -> None:
            nonlocal beats
            while True:
                await asyncio.sleep(0.01)
                beats += 1

        heart = asyncio.create_task(beat())
        data = files.pdf([AD])
        reads = await asyncio.gather(*(asyncio.to_thread(reader.read, data, f"{n}.pdf") for n in range(6)))
        heart.cancel()
        return beats, [read.name for read in reads]

    beats, names = asyncio.run(scene())
    assert names == [f"{n}.pdf" for n in range(6)]
    assert beats >= 5


def test_reading_needs_no_more_than_a_second_or_so(reader):
    data = files.docx(AD)
    started = time.monotonic()
    reader.read(data, "a.docx")
    assert time.monotonic() - started < 10
    assert io.BytesIO(data).read(2) == b"PK"
