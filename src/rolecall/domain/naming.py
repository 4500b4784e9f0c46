"""Names, titles and companies as an email may carry them; what is not plainly one is left out."""

import re
import unicodedata

LONGEST_NAME = 60
LONGEST_FACT = 80
_MOST_WORDS = 5

# A letter-only line can still be an instruction or a mailbox instead of a name.
_NOT_A_NAME = re.compile(
    r"\b(ignore|disregard|forget|instructions?|prompt|system|assistant|password|click|email|e-mail|protected|"
    r"recruit(er|ers|ing|ment)|talent|acquisition|team|hiring|manager|resources|careers?|noreply|candidate|"
    r"unknown|undisclosed|confidential|anonymous|stated|null|none|name)\b",
    re.IGNORECASE,
)
_NOT_A_FACT = re.compile(
    r"[@<>{}\[\]?!;=\\]|https?:|www\.|_{2,}|\b(ignore|disregard|forget|override)\b|\binstructions?\b|\bprompt\b|"
    r"[.] [A-Z]|\b(unknown|undisclosed|confidential|anonymous|not stated|n/a|null|none)\b",
    re.IGNORECASE,
)
_HONORIFICS = frozenset(
    ("dr", "prof", "professor", "mr", "mrs", "ms", "miss", "mx", "sir", "dame", "herr", "frau")
)
_TITLE_END = re.compile(r"\s*(,|\(|\||;|–|—|:|\s-\s).*$")
_NO_TITLE = re.compile(
    r"\b(opportunit(y|ies)|openings?|jobs?|vacanc(y|ies)|roles|positions|multiple|various)\b", re.I
)


def clean_name(name: str) -> str:
    """A person's name fit for a greeting, a signature and a header; empty where the text is not plainly one.

    Letters of any script, spaces, hyphens, apostrophes and dots, at most 60 characters and five words. What
    follows a comma or bracket (degrees, pronouns) is dropped; invisible format characters are too.
    """
    text = re.split(r"[,(]", _visible(name).strip())[0].strip()
    if not text or len(text) > LONGEST_NAME or len(text.split()) > _MOST_WORDS or _NOT_A_NAME.search(text):
        return ""
    letters = sum(unicodedata.category(char)[0] in "LM" for char in text)
    if not letters or not all(unicodedata.category(char)[0] in "LM" or char in " -'’.·" for char in text):
        return ""
    return re.sub(" +", " ", text)


def first_name(name: str) -> str:
    """The name to greet with: the first, or the whole where it starts with an honorific or an initial."""
    first, _, rest = name.partition(" ")
    bare = first.rstrip(".")
    return name if not rest or bare.casefold() in _HONORIFICS or len(bare) == 1 else first


def clean_title(title: str) -> str:
    """A role's title fit for a sentence (`Research Scientist`); empty where it is not plainly one."""
    text = _fact(title)
    text = re.sub(r"^(the|a|an) ", "", text, flags=re.I)
    text = _unshouted(re.sub(r" (role|position|job)$", "", text, flags=re.I))
    return "" if _NO_TITLE.search(text) or len(text.split()) > 10 else text


def _unshouted(title: str) -> str:
    """`DATA SCIENTIST` as `Data Scientist`; short words in capitals are abbreviations and stay."""
    long_words = [word for word in re.findall(r"[^\W\d_]+", title) if len(word) > 3]
    if sum(word.isupper() for word in long_words) < max(2, len(long_words) / 2):
        return title
    return re.sub(r"[^\W\d_]{4,}", lambda word: word.group().capitalize(), title)


def clean_company(company: str) -> str:
    """A company's name fit for a sentence; empty where it is not plainly one."""
    text = _fact(company)
    return "" if len(text.split()) > 7 else text


def _fact(text: str) -> str:
    line = " ".join(_visible(text).split(" ")).strip()
    if not line or _NOT_A_FACT.search(line) or any(_breaks_a_line(char) for char in line):
        return ""
    short = _TITLE_END.sub("", line).strip(" -.*#\"'“”")
    if not short or len(short) > LONGEST_FACT or not any(char.isalpha() for char in short):
        return ""
    return re.sub(" +", " ", short)


def _breaks_a_line(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cs", "Co", "Cn", "Zl", "Zp")


def _visible(text: str) -> str:
    """NFC without format characters (bidi marks, zero widths); other controls stay, for callers to refuse."""
    kept = (char for char in unicodedata.normalize("NFC", text.strip()) if unicodedata.category(char) != "Cf")
    return "".join(" " if unicodedata.category(char) == "Zs" else char for char in kept)
