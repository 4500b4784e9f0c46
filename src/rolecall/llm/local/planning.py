"""How a model is run on a machine: threads, context and memory, decided by sums alone."""

from rolecall.domain.values import Value
from rolecall.llm.local.gguf import ModelFile

MIB = 1024 * 1024
_RESERVE = 512 * MIB
"""Left free for the page, the search and the rest of the machine."""
_CONTEXTS = (8192, 6144, 4096, 3072, 2048)
_LEAVE_ONE_FROM = 4
_MOST_CACHE = 1024


class Machine(Value):
    """What of this machine a model may use."""

    cores: int
    """Physical cores this process may run on."""
    quota: float = 0.0
    """Cores' worth of time a container is granted; 0 for no limit."""
    memory: int
    """Bytes that can be had now, container limits counted in."""


class Wishes(Value):
    """What the user set; 0 leaves it to the machine."""

    threads: int = 0
    context_tokens: int = 0


class Plan(Value):
    """How a model is run."""

    threads: int
    context_tokens: int
    needs: int
    """Bytes of memory, estimated from above."""
    cache_mib: int
    """Memory for the starts of conversations already read, in MiB."""


class TooLarge(ValueError):
    """The model does not fit; the words give both numbers, to go after its name."""


def planned(model: ModelFile, machine: Machine, wishes: Wishes) -> Plan:
    """Raises TooLarge where even a short context does not fit into memory."""
    free = machine.memory - _RESERVE
    longest = model.trained_context or _CONTEXTS[0]
    contexts = (wishes.context_tokens,) if wishes.context_tokens else _CONTEXTS
    # A model trained on less than asked for talks nonsense past it.
    wanted = sorted({min(context, longest) for context in contexts}, reverse=True)
    fitting = next((context for context in wanted if needed(model, context) <= free), None)
    if fitting is None:
        least = wanted[-1]
        raise TooLarge(
            f"needs about {gib(needed(model, least))} of memory with {least:,} tokens of context, "
            f"and {gib(max(0, free))} can be had"
        )
    needs = needed(model, fitting)
    return Plan(
        threads=wishes.threads or _threads(machine),
        context_tokens=fitting,
        needs=needs,
        cache_mib=min(_MOST_CACHE, (free - needs) // 4 // MIB),
    )


def needed(model: ModelFile, context: int) -> int:
    """Bytes: the weights, the memory of the conversation, and room to compute in."""
    return model.bytes + model.bytes_per_token * context + model.bytes // 20 + 256 * MIB


def gib(size: int) -> str:
    """Bytes as people say them."""
    return f"{size / 1024**3:.1f} GB" if size >= 100 * MIB else f"{size / MIB:.0f} MB"


def _threads(machine: Machine) -> int:
    # Two threads on one physical core are slower than one, and so is one more than the granted time.
    cores = min(machine.cores, max(1, int(machine.quota))) if machine.quota else machine.cores
    # The page and the search want to answer while the model speaks.
    return max(1, cores - 1 if cores >= _LEAVE_ONE_FROM else cores)
