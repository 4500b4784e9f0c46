"""What a model wrote becomes a checked value, or it is unusable: nothing is guessed."""

import pytest
from pydantic import BaseModel, Field

from rolecall.llm.structured import UnusableError, parsed


class Score(BaseModel):
    level: int = Field(ge=1, le=4)
    words: str = Field(max_length=50)


GOOD = Score(level=3, words="a {brace}")
JSON = '{"level": 3, "words": "a {brace}"}'


@pytest.mark.parametrize(
    "text",
    [
        JSON,
        f"  \n{JSON}\n",
        f"```json\n{JSON}\n```",
        f"```python\n{JSON}\n```",
        f"The set {{1, 2}} is no object. {JSON} And {{more}}.",
        f'{{"level": 9, "words": "too high"}} no, rather {JSON}',
        f"[{JSON}]",
        '{"level": 3, "words": "a {brace}", "confidence": 0.9}',
    ],
)
def test_the_first_object_that_fits_is_taken(text: str) -> None:
    assert parsed(text, Score) == GOOD


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no JSON object"),
        ("I would give it a 3.", "no JSON object"),
        ('{"level": 3, "words": "cut', "no JSON object"),
        ("[3, 4]", "no JSON object"),
        ('{"level": 11, "words": ""}', "level"),
        ('{"level": -1, "words": ""}', "level"),
        ('{"level": NaN, "words": ""}', "level"),
        ('{"level": "three", "words": ""}', "level"),
        ('{"level": 3}', "words"),
        ('{"level": 3, "words": "' + "x" * 1_000_000 + '"}', "words"),
        ('{"a":' * 100_000 + "1" + "}" * 100_000, "no JSON object"),
        ("{" * 1_000_000, "no JSON object"),
    ],
)
def test_what_does_not_fit_is_unusable_and_says_why(text: str, why: str) -> None:
    with pytest.raises(UnusableError, match=why) as raised:
        parsed(text, Score)
    assert len(str(raised.value)) < 400
