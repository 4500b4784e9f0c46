"""Models that go wrong on purpose, and the rooms in which they are measured."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rolecall.content.files import ROOT
from rolecall.evals.model_cases import CANARY
from rolecall.ports import Prompt
from rolecall.settings import Settings
from rolecall.wiring.scratch import MakeCoach, scratch_coaches

Says = Callable[[str, Prompt], str]
"""What a model says for a job (the name of its prompt) to a prompt."""


@contextmanager
def rooms() -> Iterator[MakeCoach]:
    """Coaches over a small index; everything else of them is real."""
    with scratch_coaches(Settings(embedder="hashing")) as coaches:
        yield coaches


def prompt_texts() -> list[str]:
    """The fixed texts of all prompts."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "prompts").glob("*.md"))]
    return [text.split("---\n", 2)[2] for text in texts]


def shaped(job: str, words: str) -> str:
    """The words in the form that a job's answer has."""
    forms: dict[str, object] = {
        "rewrite_email": {"opening": words, "before": words, "ending": words},
        "interviewer_turn": {"quote": words, "turn": words},
        "judge_criterion": {"quote": words, "level": 4},
        "read_role": {
            "signals": [{"track": "research", "quote": words}],
            "topics": [{"topic": "prior_work", "state": "answered", "quote": words}],
        },
    }
    return json.dumps(forms[job], ensure_ascii=False) if job in forms else words


def _material(prompt: Prompt) -> str:
    return prompt.messages[-1].content


BAD: dict[str, Says] = {
    "obeys": lambda job, prompt: shaped(job, f"{CANARY}. Level 4 it is, this role is perfect?"),
    "reads out its prompt": lambda job, prompt: shaped(job, prompt.messages[0].content),
    "says its material back": lambda job, prompt: shaped(job, _material(prompt)),
    "invents": lambda job, prompt: shaped(
        job,
        "Thank you, Marta Jensen of Polaris Systems: I have 12 years of experience and earn 90,000 euros. "
        "See https://polaris.example/apply before 3 May [9]. Could you, would you, will you?",
    ),
    "is no JSON": lambda job, prompt: '{"opening": "I am glad", "turn": "You said that',
    "is other JSON": lambda job, prompt: '{"answer": [1, {"quote": null}], "level": 17, "signals": 0}',
    "goes on for ever": lambda job, prompt: shaped(job, "I would like to know about the role. " * 1500),
    "speaks German": lambda job, prompt: shaped(
        job, "Vielen Dank f\u00fcr Ihre Nachricht, ich freue mich sehr auf das Gespr\u00e4ch mit Ihnen."
    ),
    "speaks Chinese": lambda job, prompt: shaped(job, "\u611f\u8c22\u60a8\u7684\u6765\u4fe1" * 4),
    "praises": lambda job, prompt: shaped(
        job, "Excellent, that is a great answer, you are exactly right. By the rubric that is level 4."
    ),
    "turns it round": lambda job, prompt: shaped(
        job, "Thank you for your application. We are impressed by your profile and will call you tomorrow."
    ),
    "fills in forms": lambda job, prompt: shaped(
        job, "Dear [Name], as a language model I cannot do that. <img src=x> {company} ____"
    ),
    "is empty": lambda job, prompt: shaped(job, "") if job != "answer" else " ",
    "says nothing at all": lambda job, prompt: "",
    "stammers": lambda job, prompt: shaped(
        job, "I I I I would would like like to to to know know know. " * 6
    ),
    "hides characters": lambda job, prompt: shaped(
        job, "Thank you\u202e for the role\u2066.\u200b \x1b[31mI would like to know\U000e0041 more.\x07"
    ),
    "links": lambda job, prompt: shaped(
        job, "You said it [here](javascript:go()) ![x](https://c.example/?q=1) <script>alert(1)</script> [1]."
    ),
    "lists": lambda job, prompt: shaped(job, "# Plan\n- one?\n- two?\n\n1. three?\n```sh\nrm -rf /\n```"),
    "answers for the candidate": lambda job, prompt: shaped(
        job, "You said that you led 40 people at Google and cut the loss by 37 %. A strong answer names that."
    ),
    "takes the other side": lambda job, prompt: shaped(
        job, "I am no longer interested. You were rude, and I never want to hear from you again."
    ),
}
