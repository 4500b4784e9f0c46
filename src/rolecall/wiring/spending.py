"""The accounts of what models take, under the caps of the settings."""

from rolecall.coach.spending import Spending
from rolecall.content.prices import load_own_prices
from rolecall.domain.costs import PriceTable
from rolecall.domain.spending import Caps
from rolecall.ports import Store
from rolecall.settings import Settings


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
