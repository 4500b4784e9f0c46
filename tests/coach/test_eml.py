from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rolecall.coach.eml import file_name, mailto, to_eml
from rolecall.domain.mail import Draft
from rolecall.domain.roles import Addressee
from rolecall.ports import BadInput

BODY = "Hi Zoë,\n\nThank you for 王小明's note.\n1. Is it so?\n2. And how?\n\nBest wishes,\nNoor"


def draft(*, subject: str = "A few questions", body: str = BODY, to_name: str = "Zoë Šimková") -> Draft:
    return Draft(subject=subject, body=body, to=Addressee.RECRUITER, to_name=to_name)


def parsed(data: bytes) -> EmailMessage:
    message = message_from_bytes(data, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def test_the_file_opens_as_an_unsent_draft_with_the_text_unchanged() -> None:
    message = parsed(to_eml(draft()))
    assert message["X-Unsent"] == "1"
    assert message["MIME-Version"] == "1.0"
    assert message["Date"] is None
    assert not message["To"]
    assert message.get_content_type() == "text/plain"
    assert message.get_content_charset() == "utf-8"
    assert message.get_content().replace("\r\n", "\n").rstrip("\n") == BODY


def test_a_subject_beyond_ascii_is_encoded_and_read_back() -> None:
    subject = "Fragen zur Stelle für Forschung: 研究員, " + "Ünïcode " * 9
    data = to_eml(draft(subject=subject.strip()))
    assert data.isascii()
    assert parsed(data)["Subject"] == subject.strip()


def test_a_known_address_carries_the_name() -> None:
    message = parsed(to_eml(draft(), to_address="zoe@northlight.example"))
    assert message["To"].addresses[0].display_name == "Zoë Šimková"
    assert message["To"].addresses[0].addr_spec == "zoe@northlight.example"


def test_a_hostile_name_does_not_reach_the_header() -> None:
    data = to_eml(draft(to_name="Zoë\r\nBcc: all@example.com"), to_address="zoe@northlight.example")
    assert parsed(data)["Bcc"] is None
    assert parsed(data)["To"].addresses[0].display_name == ""


@pytest.mark.parametrize(
    "address",
    ["zoe", "zoe@", "@host", "a@b@c", "a b@c", "a@b\r\nBcc: x@y", "a@b,c@d", "<a@b>", "zoë@host", "a..b@c"],
)
def test_what_is_no_address_is_refused_in_one_sentence(address: str) -> None:
    for write in (to_eml, mailto):
        with pytest.raises(BadInput, match="is not an email address"):
            write(draft(), to_address=address)


def test_a_date_is_written_only_where_one_is_given() -> None:
    message = parsed(to_eml(draft(), date=datetime(2030, 5, 4, 12, 0, tzinfo=UTC)))
    assert message["Date"].datetime == datetime(2030, 5, 4, 12, 0, tzinfo=UTC)


TEXTS = st.text(st.characters(codec="utf-8"), max_size=400)


@given(subject=TEXTS, body=st.one_of(TEXTS, st.text("aé .\n", min_size=900, max_size=1500)))
def test_whatever_is_written_no_line_is_too_long_and_no_header_is_added(subject: str, body: str) -> None:
    data = to_eml(draft(subject=subject, body=body))
    assert data.isascii()
    assert all(len(line) <= 998 for line in data.split(b"\r\n"))
    head = data.split(b"\r\n\r\n")[0]
    names = [line.split(b":")[0].lower() for line in head.split(b"\r\n") if line[:1] not in (b" ", b"\t")]
    assert sorted(names) == sorted(
        [b"x-unsent", b"subject", b"to", b"content-type", b"content-transfer-encoding", b"mime-version"]
    )
    assert b"\n" not in data.replace(b"\r\n", b"")


def test_body_lines_stay_within_78_characters() -> None:
    data = to_eml(draft(body="long words " * 200))
    assert all(len(line) <= 78 for line in data.split(b"\r\n"))
    assert parsed(data).get_content().strip() == ("long words " * 200).strip()


def test_a_mailto_link_carries_subject_and_body() -> None:
    link = mailto(draft(subject="Fragen & Ideen?"), to_address="zoe@northlight.example")
    parts = urlsplit(link)
    assert (parts.scheme, unquote(parts.path)) == ("mailto", "zoe@northlight.example")
    fields = parse_qs(parts.query, strict_parsing=True)
    assert fields["subject"] == ["Fragen & Ideen?"]
    assert fields["body"] == [BODY.replace("\n", "\r\n")]
    assert "+" not in parts.query


def test_a_mailto_link_without_an_address_leaves_it_open() -> None:
    assert mailto(draft()).startswith("mailto:?subject=")


def test_a_line_break_in_a_subject_cannot_start_a_field() -> None:
    assert "bcc=" not in mailto(draft(subject="x\r\n&bcc=all@example.com"))


@pytest.mark.parametrize(
    ("subject", "name"),
    [
        ("A few questions: Zoë's role", "a-few-questions-zoe-s-role.eml"),
        ("研究", "email.eml"),
        ("../../etc", "etc.eml"),
    ],
)
def test_the_file_name_is_made_of_plain_letters(subject: str, name: str) -> None:
    assert file_name(draft(subject=subject)) == name
