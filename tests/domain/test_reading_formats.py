"""The same ad in the shapes in which people paste it, and in other languages."""

import textwrap
from pathlib import Path

import pytest

from rolecall.content.patterns import load_patterns
from rolecall.domain.promises import find_promises, settle
from rolecall.domain.reading import detect_kind, read_role, sentences
from rolecall.domain.reading.text import LONG_LINE
from rolecall.domain.roles import Confidence, RoleReading, Source, SourceKind, Topic, TopicState
from tests.domain.auditing import RESEARCH_AD, audit_of
from tests.domain.promise_rules import RULES

PATTERNS = load_patterns(Path(__file__).resolve().parents[2] / "knowledge")
AD = """Machine Learning Engineer
Harbour Audio

About us
Harbour Audio streams music to listeners in forty countries and has done so since it was founded.

What you will do
- Build and operate the services that serve our ranking models to millions of people around the world
- Own the monitoring, the on-call rota and incidents of the Mixing and Training Platform with colleagues
- Write clean, tested code and take part in code reviews with the platform team and the search team
- Deploy models to production with Kubernetes and keep the pipelines that feed them with fresh data alive

The interview has three rounds: a coding screen, a system design interview and a talk with two engineers.
"""


def read(text: str) -> RoleReading:
    return read_role([Source(id="ad", kind=SourceKind.AD, text=text)], PATTERNS)


def wrapped(text: str, width: int = 72) -> str:
    return "\n".join("\n".join(textwrap.wrap(line, width)) for line in text.split("\n"))


def hyphened(text: str) -> str:
    """Wrapped as a typesetter does, with words cut at the end of a line."""
    lines: list[str] = []
    for line in text.split("\n"):
        rest = line
        while len(rest) > 72:
            cut = 71
            while not (rest[cut - 2 : cut + 2].isalpha() and rest[cut - 2 : cut + 2].islower()):
                cut -= 1
            lines.append(rest[:cut] + "-")
            rest = rest[cut:]
        lines.append(rest)
    return "\n".join(lines)


SHAPES = {
    "as written": AD,
    "small letters": AD.lower(),
    "wrapped": wrapped(AD),
    "wrapped small letters": wrapped(AD.lower()),
    "hyphened": hyphened(AD),
    "tags": "\n".join(
        f"<li>{line[2:]}</li>" if line.startswith("- ") else f"<p>{line}</p>" for line in AD.split("\n")
    ),
    "windows lines": AD.replace("\n", "\r\n"),
    "dots": AD.replace("- ", "\u2022\t"),
    "no blank lines": AD.replace("\n\n", "\n"),
}


@pytest.mark.parametrize("shape", sorted(SHAPES))
def test_an_ad_reads_alike_in_every_shape(shape: str) -> None:
    text = SHAPES[shape]
    reading = read(text)
    assert reading.track == "engineering"
    assert reading.shares.engineering > 0.6
    assert reading.topics[Topic.INTERVIEW_COMPOSITION].state is TopicState.ANSWERED
    assert detect_kind(text, PATTERNS) is SourceKind.AD
    for signal in reading.signals:
        assert text[signal.start : signal.end] == signal.quote


@pytest.mark.parametrize("shape", ["wrapped", "wrapped small letters", "hyphened"])
def test_a_wrapped_sentence_is_one_sentence(shape: str) -> None:
    text = SHAPES[shape]
    spoken = [text[span.start : span.end].replace("-\n", "").split() for span in sentences(text)]
    duty = "own the monitoring"
    whole = next(words for words in spoken if " ".join(words).lower().startswith(duty))
    assert " ".join(whole).lower().endswith("with colleagues")


def test_short_lines_are_not_taken_for_wrapped_ones() -> None:
    text = "train models\ndeploy models\nwrite tests\nreview code\nmeet users"
    assert len(sentences(text)) == 5


FOREIGN = {
    "German": (
        "Machine Learning Engineer (m/w/d)\nDeine Aufgaben\nDu entwickelst Modelle "
        "für unsere Suche und bringst sie in Produktion. Du arbeitest mit dem Produktteam "
        "zusammen.\nDein Profil\nAbgeschlossenes Studium der Informatik."
    ),
    "French": (
        "Chercheur en apprentissage automatique\nVous développerez de nouvelles "
        "méthodes pour la vision et vous publierez vos résultats dans les meilleures "
        "conférences avec notre équipe à Lyon."
    ),
    "Spanish": (
        "Científico de datos\nBuscamos una persona para nuestro equipo de Madrid. "
        "Desarrollarás modelos de predicción de la demanda y los pondrás en producción "
        "con el equipo de ingeniería."
    ),
    "Chinese": ("机器学习工程师\n负责推荐系统的模型训练与上线，优化排序效果。熟悉 Python。"),
    "Japanese": ("機械学習エンジニア\n推薦システムのモデルを開発します。Pythonの経験が必要です。"),
    "Arabic": ("مهندس تعلم الآلة\nنبحث عن مهندس لبناء النماذج ونشرها والعمل مع فريق المنتج."),
}
FOOTER = (
    "Wir verarbeiten deine Daten nach der Datenschutz-Grundverordnung. Mit "
    "deiner Bewerbung erklärst du dich mit der Speicherung deiner Daten für "
    "die Dauer des Verfahrens einverstanden. Du kannst der Speicherung zu jeder "
    "Zeit widersprechen, und wir löschen die Daten dann sofort. Für Fragen "
    "steht dir unser Datenschutzbeauftragter zur Verfügung. "
)


@pytest.mark.parametrize("language", sorted(FOREIGN))
def test_another_language_gives_a_low_confidence_and_no_signals(language: str) -> None:
    reading = read(FOREIGN[language])
    assert reading.confidence is Confidence.LOW
    assert reading.shares.unknown == 1
    assert reading.signals == ()
    assert reading.company == ""
    assert language in reading.notes[0]


@pytest.mark.parametrize("times", [1, 4])
def test_a_footer_in_another_language_does_not_make_an_ad_foreign(times: int) -> None:
    reading = read(AD + "\n" + FOOTER * times)
    assert reading.track == "engineering"
    assert reading.signals
    assert not any("German" in note for note in reading.notes)


@pytest.mark.parametrize("name", ["LeetCode", "HackerRank", "CodeSignal", "NeurIPS", "TensorRT"])
def test_a_name_with_a_capital_inside_is_not_cut_in_a_long_line(name: str) -> None:
    line = (
        "The day begins with a talk by you and goes on with lunch in the kitchen, where everybody sits, "
        f"then there is one {name} hour with an engineer of the platform team, and after that we walk to the "
        "station, unless it rains hard, in which case somebody drives you there and tells you how the whole"
        " team began, "
    )
    names = PATTERNS.sections.joined_names
    assert len(line) > LONG_LINE
    assert [line[one.start : one.end] for one in sentences(line, names)] == [line.rstrip(", ")]


def test_every_reader_of_a_long_line_knows_such_names() -> None:
    """Reports, loops and ledgers cut `Leet|Code` in two where the names were not handed on."""
    line = (
        "It was a long day that began with coffee and a tour of the offices on all four floors of the house, "
        "then we sat down and the first hour was two LeetCode problems, and after lunch in the canteen with "
        "the whole group I walked back to the station alone and wrote all of this down before I forgot it"
    )
    first = Source(id="m", kind=SourceKind.MESSAGE, text="Hi Leila, there is no live coding. Becca")
    (promise,) = settle(
        find_promises([first], RULES), [Source(id="r", kind=SourceKind.REPORT, text=line)], RULES
    )
    assert [proof.quote for proof in promise.evidence] == [line]
    loop = "One day on site: " + line.replace("LeetCode problems", "LeetCode rounds of 45 minutes each")
    assert "Code" not in [one.name for one in audit_of(RESEARCH_AD, loop).loop.rounds]
    assert not any(one.said.quote.startswith("Code") for one in audit_of(RESEARCH_AD, loop).loop.rounds)
