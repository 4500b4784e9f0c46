"""Makes models that run on this machine, one process for all of them; and the shelf their files lie on."""

from typing import TYPE_CHECKING

from rolecall.coach.connecting import Connect, Connection
from rolecall.domain.engines import LOCAL, model_name
from rolecall.ports import ChatModel
from rolecall.settings import Settings

if TYPE_CHECKING:
    from rolecall.llm.local.host import LocalHost
    from rolecall.llm.local.shelf import Shelf


def build_shelf(settings: Settings) -> "Shelf":
    """The models folder and the list of models that serve well."""
    from rolecall.content.models import load_local_models
    from rolecall.llm.local.shelf import Shelf

    return Shelf(settings.data / "models", load_local_models().models)


def local_connector(settings: Settings) -> Connect:
    """Makes models of provider `local`; nothing is started or looked for before the first question."""
    hosts: list[LocalHost] = []

    def make(connection: Connection, _key: str) -> ChatModel:
        from rolecall.llm.local.engine import LocalModel, LocalSpec
        from rolecall.llm.local.host import LocalHost
        from rolecall.llm.local.planning import Wishes

        if not hosts:
            hosts.append(LocalHost())
        set_by_user = "context_tokens" in settings.model_fields_set
        wishes = Wishes(
            threads=settings.threads or 0, context_tokens=settings.context_tokens if set_by_user else 0
        )
        spec = LocalSpec(name=model_name(LOCAL, connection.model), deadline=settings.deadline, wishes=wishes)
        return LocalModel(spec, lambda: build_shelf(settings).find(connection.model), hosts[0])

    return make
