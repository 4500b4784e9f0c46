"""Who wrote a mail: as people introduce and sign themselves, and never the candidate or a company."""

import pytest

from rolecall.domain.reading.writers import writer

BODY = "We build ranking models for shops. Are you open to a chat next week?"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"Hi Noor,\n\n{BODY}\n\nBest, Ana Ruiz", "Ana Ruiz"),
        (f"Hi Noor, {BODY} Best, Ana Ruiz", "Ana Ruiz"),
        (f"Hi Noor,\n\n{BODY}\n\nBest regards,\nAna Ruiz\nTalent Partner, Harbour Audio", "Ana Ruiz"),
        (f"Hi Noor, I'm Dana from Northlight. {BODY}", "Dana"),
        (f"Hi Noor,\nI\u2019m Dana Whitfield, a recruiter at Northlight Labs. {BODY}", "Dana Whitfield"),
        (f"Hello Noor! This is Ben with Fernworks. {BODY}", "Ben"),
        (f"Hello Noor! My name is Priya Natarajan and I lead hiring. {BODY}", "Priya Natarajan"),
        (f"Hey Noor, Priya here from Fernworks. {BODY}\nCheers,\nPriya", "Priya"),
        (f"Hi Noor,\n{BODY}\n\nCheers,\nAna", "Ana"),
        (f"Hi Noor,\n{BODY}\n\nThanks!\n\nAna Ruiz (she/her)\nTechnical Sourcer | Harbour Audio", "Ana Ruiz"),
        (
            f"Hi Noor,\n{BODY}\n\nKind regards\nLukas M\u00fcller-Brandt\nTalent Acquisition\n+49 30 123456",
            "Lukas M\u00fcller-Brandt",
        ),
        (f"Ana Ruiz \u2022 2nd\nTalent Partner at Harbour Audio\n\nHi Noor, {BODY}", "Ana Ruiz"),
        (f"Ana Ruiz \u2022 2nd \u2022 Talent Partner at Harbour Audio\nHi Noor, {BODY}", "Ana Ruiz"),
        (f"Ana Ruiz | Senior Recruiter | Harbour Audio\nHi Noor, {BODY}", "Ana Ruiz"),
        (
            f"From: Lena Okafor <lena@brightwater.example>\nTo: Noor Haddad\n\nDear Noor,\n{BODY}",
            "Lena Okafor",
        ),
        (f'From: "Okafor, Lena" <lena@brightwater.example>\n\nDear Noor,\n{BODY}', "Lena Okafor"),
        (f"From: Lena Okafor via LinkedIn <x@mail.example>\n\nDear Noor,\n{BODY}", "Lena Okafor"),
        (f"From: Brightwater Careers <jobs@brightwater.example>\n\nDear Noor,\n{BODY}", ""),
        (f"Hi Noor,\n{BODY}\n\nBest,\nThe Harbour Audio Team", ""),
        (f"Hi Noor,\n{BODY}\n\nBest,\nHarbour Audio Recruiting", ""),
        (f"Hi Noor,\n{BODY}\n\nWarmly,\nSiobh\u00e1n O\u2019Neill", "Siobh\u00e1n O\u2019Neill"),
        (f"Hi Noor,\n{BODY}\n\nBest,\nPieter van der Berg", "Pieter van der Berg"),
        (f"Hi Noor,\n{BODY}\n\nBest,\nJ. R. Tanaka", "J. R. Tanaka"),
        (f"Hi Noor,\n{BODY}\n\nBest,\n\u7530\u4e2d \u5065", "\u7530\u4e2d \u5065"),
        (
            f"Hi Noor,\n{BODY}\n\nBest,\n\u0410\u043d\u043d\u0430 \u041f\u0435\u0442\u0440\u043e\u0432\u0430",
            "\u0410\u043d\u043d\u0430 \u041f\u0435\u0442\u0440\u043e\u0432\u0430",
        ),
        (f"Hi Noor,\n{BODY}\n\n- Ana", "Ana"),
        (f"Hi Noor,\n{BODY}\n\n\u2014 Ana Ruiz", "Ana Ruiz"),
        (f"Hi Noor,\n{BODY}\n\nAna Ruiz\nana.ruiz@harbour.example\n+44 20 7946 0000", "Ana Ruiz"),
        (f"Hi Noor, I'm Ana. {BODY}\n\nLooking forward,\nAna Ruiz", "Ana Ruiz"),
        (f"Thanks Noor,\n\n{BODY}\n\nAll the best,\nMei-Ling Chen", "Mei-Ling Chen"),
        (f"Noor,\n\n{BODY}\n\nTalk soon,\nAna", "Ana"),
        (f"Hi Noor,\n{BODY}", ""),
        (f"Hi Noor Haddad,\n{BODY}\n\nThanks, Noor Haddad", ""),
        (
            "I'm Excited to tell you of a role. I am Happy to talk. This is Remote. My name is on the list.",
            "",
        ),
        (f"Hi Noor,\n{BODY}\n\nBest,\nLondon", ""),
        (
            "Thanks for asking. Three rounds.\n\nBest,\nAna Ruiz\n\n"
            "On Mon, 3 Mar, Noor Haddad <n@x.example> wrote:\n"
            "> I'm Noor from the lab.\n> Best,\n> Noor Haddad",
            "Ana Ruiz",
        ),
        (f"Hi Noor, this is a role at Harbour Audio. {BODY} Sent from my iPhone", ""),
        (f"Dear Dr. Haddad,\n{BODY}\n\nSincerely,\nDr. Ines Duarte\nHead of Talent", "Dr. Ines Duarte"),
        (f"Hi Noor,\n{BODY}\n\nBest wishes,\n\nAmara Diallo, PhD\nResearch Recruiter", "Amara Diallo"),
    ],
)
def test_the_writer_is_named_as_they_name_themselves(text: str, name: str) -> None:
    assert writer(text) == name
