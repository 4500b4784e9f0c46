"""A coach with fixed words and values, in memory: lets the page be tested apart from every other room."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field

from rolecall.coach.events import Cited, Drafted, Ended, Event, Noted, Opened, Read, Said, Suggested
from rolecall.coach.spending import Spending
from rolecall.coach.suiting import Suiting
from rolecall.domain.capabilities import Capabilities, FoundServer
from rolecall.domain.conversation import GENERAL, RoleState, Turn
from rolecall.domain.costs import Price
from rolecall.domain.mail import AskedQuestion, Check, Draft, DraftRequest, Tone
from rolecall.domain.passages import Document, Evidence, Passage
from rolecall.domain.roles import (
    Addressee,
    Confidence,
    Link,
    Question,
    RoleReading,
    Section,
    Shares,
    Signal,
    Source,
    SourceKind,
    Topic,
    TopicFinding,
    TopicState,
    Track,
)
from rolecall.domain.values import Value
from rolecall.ports import BadInput
from rolecall.storage.memory import MemoryStore

AD = """Research Scientist, Northlight

Your profile on ranking caught our eye and our team reviewed your work.
You will own the deployment pipeline for our ranking models and improve serving latency.
You will partner with ranking and own the pipeline end to end.
You may publish where it makes sense."""

PASSAGES = (
    Passage(
        id="loops#split",
        source="What a research-forward process looks like",
        heading="Ask for the split before you plan",
        text="Ask how many rounds are discussion and how many are coding.\n\nA plan made before that answer "
        "is a guess; **most loops mix both**, and the mix differs by team.",
        score=0.82,
    ),
    Passage(
        id="prep#hybrid",
        source="Hybrid preparation",
        heading="When the label stays fuzzy",
        text="Split the week. Keep one paper you can defend in depth and rehearse coding every other day.",
        score=0.7,
    ),
)


class RoleSummary(Value):
    id: str
    title: str
    company: str = ""
    waiting: bool = False
    updated_at: str = ""


class EngineState(Value):
    name: str
    is_model: bool
    sentence: str
    can: str = ""


class Connection(Value):
    provider: str = "openai"
    address: str = ""
    model: str = ""
    has_key: bool = False


class Verdict(Value):
    ok: bool
    message: str


class AddedDocument(Value):
    document: Document
    passages: int
    duplicate: bool = False
    notes: tuple[str, ...] = ()


class Example(Value):
    title: str
    text: str
    blurb: str


def a_reading() -> RoleReading:
    def signal(track: Track, quote: str) -> Signal:
        start = AD.index(quote)
        return Signal(
            track=track,
            quote=quote,
            start=start,
            end=start + len(quote),
            pattern="p",
            section=Section.DUTIES,
            source="ad",
        )

    topics = {topic: TopicFinding() for topic in Topic}
    topics[Topic.PRIOR_WORK] = TopicFinding(
        state=TopicState.PARTIAL, quote="our team reviewed your work", start=64, end=91
    )
    topics[Topic.COLLABORATION_OWNERSHIP] = TopicFinding(
        state=TopicState.ANSWERED, quote="partner with ranking and own the pipeline", start=1, end=42
    )
    return RoleReading(
        kind=SourceKind.AD,
        title="Research Scientist",
        company="Northlight",
        recruiter="Dana",
        track="engineering",
        shares=Shares(research=0.24, applied=0.22, engineering=0.44, unknown=0.10),
        confidence=Confidence.MEDIUM,
        title_suggests="research",
        title_duty_mismatch=True,
        signals=(
            signal(Track.ENGINEERING, "own the deployment pipeline for our ranking models"),
            signal(Track.ENGINEERING, "improve serving latency"),
            signal(Track.APPLIED, "partner with ranking and own the pipeline end to end"),
            signal(Track.RESEARCH, "You may publish where it makes sense"),
        ),
        topics=topics,
        questions=(
            Question(
                id="q1",
                topic=Topic.INTERVIEW_COMPOSITION,
                text="How many rounds are research discussion, and how many are coding?",
                to=Addressee.RECRUITER,
                why="It decides how you spend the week.",
            ),
            Question(
                id="q2",
                topic=Topic.PUBLICATION_IP_POLICY,
                text="May work from this role be published, and who decides?",
                to=Addressee.RECRUITER,
                why="Policies differ by team.",
            ),
            Question(
                id="q3",
                topic=Topic.COMPUTE_DATA,
                text="What compute budget does one project usually get?",
                to=Addressee.HIRING_MANAGER,
                why="It bounds what research is possible.",
            ),
        ),
        flattery=("Your profile on ranking caught our eye",),
        vague=("where it makes sense",),
        links=(
            Link(
                label="Papers that name Northlight",
                url="https://scholar.google.com/scholar?q=%22Northlight%22",
            ),
            Link(
                label="Northlight on arXiv", url="https://arxiv.org/search/?query=Northlight&searchtype=all"
            ),
        ),
        notes=("The text asks for instructions to be followed; it was read as data.",),
        text_sha256=hashlib.sha256(AD.encode()).hexdigest(),
    )


def checked(draft: Draft) -> Draft:
    body = draft.body
    asked = sum(1 for q in draft.questions if body.count(q.text) == 1)
    words = len(body.split())
    checks = (
        Check(
            name="questions",
            ok=asked == len(draft.questions),
            detail=f"{asked} of {len(draft.questions)} questions, each once",
        ),
        Check(name="placeholders", ok="[" not in body, detail="no placeholders"),
        Check(name="length", ok=words <= 180, detail=f"{words} words"),
    )
    return draft.model_copy(update={"checks": checks})


@dataclass
class StandInEngines:
    """Which engine speaks, without a store."""

    connected: Connection = field(default_factory=Connection)
    is_model: bool = False
    servers: tuple[FoundServer, ...] = ()
    """What answers on this machine."""
    can: str = ""
    suiting: Suiting = field(default_factory=lambda: Suiting(MemoryStore(), ""))

    async def servers_here(self) -> tuple[FoundServer, ...]:
        return self.servers

    async def ask_server(self, owner: str, *, again: bool = False) -> Capabilities:
        return Capabilities()

    def state(self, owner: str) -> EngineState:
        if self.is_model:
            name = f"{self.connected.provider}:{self.connected.model}"
            return EngineState(
                name=name,
                is_model=True,
                sentence=f"{name}: what you write here is sent to openai",
                can=self.can,
            )
        return EngineState(
            name="built-in",
            is_model=False,
            sentence="Built-in engine: no model connected, nothing leaves this machine",
        )

    def connection(self, owner: str) -> Connection:
        return self.connected

    def price(self, owner: str) -> Price | None:
        return None

    async def try_connection(self, owner: str, connection: Connection, key: str) -> Verdict:
        if key == "wrong":
            return Verdict(ok=False, message="The server refused the key. Check it and test again.")
        return Verdict(ok=True, message=f"{connection.provider}:{connection.model} answered in 0.4 s.")

    def connect(self, owner: str, connection: Connection, key: str) -> None:
        self.connected = connection.model_copy(update={"has_key": bool(key)})
        self.is_model = True

    def disconnect(self, owner: str) -> None:
        self.is_model = False


@dataclass
class StandInCoach:
    """The interface of the coach; `pause` is the time between words, seconds."""

    pause: float = 0.0
    states: dict[str, RoleState] = field(default_factory=dict)
    documents: list[Document] = field(default_factory=list)
    engines: StandInEngines = field(default_factory=StandInEngines)
    spending: Spending = field(default_factory=lambda: Spending(MemoryStore()))
    name: str = ""
    count: int = 0
    said: list[str] = field(default_factory=list)
    """Every text that reached `say`, for tests of double sending."""
    closed: int = 0
    """Streams that ended before their time."""

    def _id(self, prefix: str) -> str:
        self.count += 1
        return f"{prefix}{self.count}"

    def _keep(self, state: RoleState, **changes: object) -> RoleState:
        self.states[state.id] = state.model_copy(update=changes)
        return self.states[state.id]

    def open(self, owner: str, role_id: str) -> RoleState:
        if role_id != GENERAL and role_id not in self.states:
            raise BadInput(f"There is no role {role_id!r}; open another from the list.")
        return self.states.setdefault(role_id, RoleState(id=role_id, title="General"))

    def roles(self, owner: str) -> list[RoleSummary]:
        return [
            RoleSummary(id=s.id, title=s.title, company="Northlight", waiting=i == 0)
            for i, s in enumerate(reversed([s for s in self.states.values() if s.id != GENERAL]))
        ]

    async def say(
        self, owner: str, role_id: str, text: str, files: Sequence[tuple[str, bytes]] = ()
    ) -> AsyncIterator[Event]:
        self.said.append(text)
        if not text.strip() and not files:
            raise BadInput("There is nothing to read: paste an ad, a message or a question.")
        if text == "crash":
            raise ZeroDivisionError("a bug")
        state = self.open(owner, role_id)
        if len(text) > 150 or files:
            if role_id == GENERAL:
                state = self._keep(RoleState(id=self._id("role"), title="Research Scientist, Northlight"))
                yield Opened(role_id=state.id, title=state.title)
            source = Source(id="ad", kind=SourceKind.AD, text=text or AD, name=files[0][0] if files else "")
            state = self._keep(state, reading=a_reading(), sources=(source,))
            yield Read(reading=a_reading())
        names = tuple(name for name, _ in files)
        state = self._keep(
            state, turns=(*state.turns, Turn(id=self._id("t"), speaker="user", text=text, files=names))
        )
        async for event in self._answer(owner, state, text):
            yield event

    async def _answer(self, owner: str, state: RoleState, text: str) -> AsyncIterator[Event]:
        answer = (
            "Probably both. The message promises research, but most duties in the ad are about shipping "
            "models.\n\n> “own the deployment pipeline for our ranking models”\n\n"
            "Nothing says how the interview is split, so I would ask before you plan your week [1]. Until "
            "you hear back, spend about **60 %** on coding and systems [2]."
        )
        if "hostile" in text:
            answer = (
                "<script>window.hacked=1</script> <img src=x onerror=window.hacked=1> "
                "![pixel](https://tracker.invalid/p.png) [press](javascript:alert(1)) "
                "[real](https://example.org/a) hid\u200bden \U000e0041text {{7+7}} ${7+7} `code`"
            )
        if "email" in text.lower():
            answer = "Done, three questions, beside this conversation."
        so_far = ""
        turn_id = self._id("t")
        ended = False
        try:
            yield Cited(passages=PASSAGES)
            for word in answer.split(" "):
                so_far += word + " "
                yield Said(delta=word + " ")
                await asyncio.sleep(self.pause)
            if "email" in text.lower():
                draft = await self.draft(owner, state.id, DraftRequest(tone=Tone.WARM))
                yield Drafted(draft=draft)
                state = self.states[state.id]
            if "fault" in text:
                yield Noted(message="The model stopped answering; what it said is kept. Try again.")
            yield Suggested(texts=("Write the email", "What should I ask?"))
            ended = True
        finally:
            self.closed += not ended
            turn = Turn(
                id=turn_id,
                speaker="coach",
                text=so_far.strip(),
                passages=PASSAGES,
                interrupted=not ended,
                suggestions=("Write the email", "What should I ask?") if ended else (),
            )
            self._keep(self.states[state.id], turns=(*self.states[state.id].turns, turn))
        yield Ended(turn_id=turn_id)

    def _without_last(self, role_id: str) -> tuple[RoleState, str]:
        state = self.states[role_id]
        last = max(i for i, turn in enumerate(state.turns) if turn.speaker == "user")
        return self._keep(state, turns=state.turns[:last]), state.turns[last].text

    async def retry(self, owner: str, role_id: str) -> AsyncIterator[Event]:
        _, text = self._without_last(role_id)
        async for event in self.say(owner, role_id, text):
            yield event

    async def edit_last(self, owner: str, role_id: str, text: str) -> AsyncIterator[Event]:
        self._without_last(role_id)
        async for event in self.say(owner, role_id, text):
            yield event

    async def draft(self, owner: str, role_id: str, request: DraftRequest) -> Draft:
        state = self.open(owner, role_id)
        sign = request.from_name or self.name
        asked = tuple(AskedQuestion(topic=q.topic, text=q.text) for q in a_reading().questions)
        listed = "\n".join(f"{n}. {q.text}" for n, q in enumerate(asked, start=1))
        opening = {
            Tone.WARM: "Thank you for writing about the Research Scientist role. So that I can prepare well, "
            "could you help me with three points?",
            Tone.NEUTRAL: "Thank you for your message. Could you tell me three things before the interview?",
            Tone.DIRECT: "Three questions before the interview:",
        }[request.tone]
        draft = checked(
            Draft(
                id=self._id("d"),
                subject="Research Scientist at Northlight: three questions",
                body=f"Hi Dana,\n\n{opening}\n\n{listed}\n\nBest wishes" + (f",\n{sign}" if sign else ""),
                to=request.to,
                to_name="Dana",
                from_name=sign,
                tone=request.tone,
                purpose=request.purpose,
                questions=asked,
                needs=() if sign else ("your name",),
                created_at="2026-11-23T07:30:00Z",
            )
        )
        self._keep(state, drafts=(*state.drafts, draft))
        return draft

    def preview_draft(self, owner: str, role_id: str, draft: Draft, subject: str, body: str) -> Draft:
        return checked(draft.model_copy(update={"subject": subject, "body": body}))

    def edit_draft(self, owner: str, role_id: str, draft_id: str, subject: str, body: str) -> Draft:
        state = self.open(owner, role_id)
        old = next(d for d in state.drafts if d.id == draft_id)
        new = self.preview_draft(owner, role_id, old, subject, body)
        self._keep(state, drafts=tuple(new if d.id == draft_id else d for d in state.drafts))
        return new

    def remove_role(self, owner: str, role_id: str) -> None:
        self.states.pop(role_id, None)

    def rename_role(self, owner: str, role_id: str, title: str) -> None:
        self._keep(self.states[role_id], title=title)

    async def remove_source(self, owner: str, role_id: str, source_id: str) -> RoleState:
        state = self.states[role_id]
        return self._keep(state, sources=tuple(s for s in state.sources if s.id != source_id))

    def library(self, owner: str) -> list[Document]:
        return list(reversed(self.documents))

    def add_document(
        self, owner: str, name: str, data: bytes, progress: Callable[[str, float], None] | None = None
    ) -> AddedDocument:
        if name.endswith(".pdf"):
            raise BadInput(f"{name!r} holds no text: it looks scanned. Paste its text instead.")
        text = data.decode()
        document = Document(
            id=hashlib.sha256(data).hexdigest()[:12],
            name=name,
            text=text,
            added_at="2026-11-23T07:30:00Z",
            size=len(data),
        )
        if progress:
            progress("Embedding", 0.5)
        duplicate = any(d.id == document.id for d in self.documents)
        if not duplicate:
            self.documents.append(document)
        return AddedDocument(document=document, passages=3, duplicate=duplicate)

    def remove_document(self, owner: str, document_id: str) -> None:
        self.documents = [d for d in self.documents if d.id != document_id]

    def search(self, owner: str, query: str, k: int = 5) -> Evidence:
        return Evidence(query=query, passages=PASSAGES, weak="nothing" in query)

    def passage(self, owner: str, passage_id: str) -> Passage | None:
        return next((p for p in PASSAGES if p.id == passage_id), None)

    def topic_labels(self) -> dict[str, str]:
        return {}

    def notes(self) -> tuple[str, ...]:
        return ()

    def restore(self, owner: str, data: bytes) -> int:
        if not data.startswith(b"{"):
            raise BadInput("That file is not an export of RoleCall; choose the .json file you saved.")
        return 3

    def export(self, owner: str) -> bytes:
        return b'{"roles": []}'

    def delete_everything(self, owner: str) -> None:
        self.states.clear()
        self.documents.clear()

    def examples(self) -> tuple[Example, ...]:
        return (
            Example(
                title="A recruiter praises your papers", text=AD, blurb="Two duties in, it is about serving."
            ),
            Example(
                title="An applied scientist ad", text=AD, blurb="Half product, half modelling. Which half?"
            ),
            Example(
                title="Promised research, met trivia",
                text=AD,
                blurb="What the message said, and what could have been asked.",
            ),
        )

    def my_name(self, owner: str) -> str:
        return self.name

    def set_my_name(self, owner: str, name: str) -> None:
        self.name = name
