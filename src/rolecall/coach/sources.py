"""The sources of a role after they were brought: taken away, or called what they are."""

from dataclasses import dataclass

from rolecall.coach.book import RoleBook
from rolecall.coach.connecting import Engines
from rolecall.coach.turns import Turns
from rolecall.domain.conversation import RoleState, SourceCalled, SourceRemoved
from rolecall.domain.engines import ModelJob
from rolecall.domain.roles import SourceKind
from rolecall.ports import BadInput


@dataclass(frozen=True)
class Sources:
    """Each change is followed by a new reading: profile, topics, promises and comparison go with it."""

    book: RoleBook
    turns: Turns
    engines: Engines

    async def remove(self, owner: str, role_id: str, source_id: str) -> RoleState:
        """Takes a source away and reads the role anew from what is left."""
        self.book.append(owner, role_id, SourceRemoved(source_id=source_id))
        return await self._again(owner, role_id)

    async def call(self, owner: str, role_id: str, source_id: str, kind: SourceKind) -> RoleState:
        """Takes a source for another kind of text. Raises BadInput where the source is gone."""
        state = self.book.open(owner, role_id)
        source = next((one for one in state.sources if one.id == source_id), None)
        if source is None:
            raise BadInput("That text is no longer with this role; open the role again.")
        if source.kind is kind:
            return state
        self.book.append(owner, role_id, SourceCalled(source_id=source_id, now=kind))
        return await self._again(owner, role_id)

    async def _again(self, owner: str, role_id: str) -> RoleState:
        await self.turns.read_again(owner, role_id, self.engines.model(owner, ModelJob.READ, role_id))
        return self.book.open(owner, role_id)
