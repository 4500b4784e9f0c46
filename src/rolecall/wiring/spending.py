"""The accounts of what models take, under the caps of the settings."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from rolecall.coach.connecting import stays_here
from rolecall.coach.metering import Metered
from rolecall.coach.spending import Spending
from rolecall.content.prices import load_own_prices
from rolecall.domain.costs import PriceTable
from rolecall.domain.engines import ModelJob
from rolecall.domain.spending import Caps
from rolecall.ports import ChatModel, Store
from rolecall.settings import Settings
from rolecall.wiring.models import build_model, connection_of


def build_spending(settings: Settings, store: Store) -> Spending:
    """Raises ContentError where a file of prices is named that does not hold."""
    own = load_own_prices(settings.prices) if settings.prices else PriceTable()
    return Spending(
        store,
        caps=caps_of(settings),
        own_prices=lambda: own,
        turn_tokens=settings.turn_tokens,
    )


def caps_of(settings: Settings) -> Caps:
    """A cap that was named counts the tokens of free models as well."""
    named = {
        "tokens": settings.day_tokens,
        "cost": settings.day_cost,
        "free_too": True if settings.day_tokens is not None else None,
    }
    return Caps.model_validate({name: value for name, value in named.items() if value is not None})


@contextmanager
def accounted_model(settings: Settings, owner: str, job: ModelJob) -> Iterator[ChatModel | None]:
    """The model of the settings on an owner's account, for a command that needs nothing else of the store.

    Raises StoreFault where another process holds the data folder.
    """
    from rolecall.storage.folder import DataFolder
    from rolecall.storage.opening import open_store

    model, connection = build_model(settings), connection_of(settings)
    if model is None:
        yield None
        return
    with ExitStack() as stack:
        folder = stack.enter_context(DataFolder(settings.data))
        store = open_store(settings.database_url or None, folder.path)
        stack.callback(store.close)
        spending = build_spending(settings, store)
        price = spending.price(
            owner,
            connection.provider,
            connection.model,
            connection.address,
            here=stays_here(connection),
        )
        yield Metered(model, spending, owner, price=price, job=job)
