"""Reads documents behind the strongest wall there is: the jail, or a plain child where none is demanded."""

import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from rolecall.ports import SandboxUnavailable
from rolecall.sandbox.jail.tiers import Tier, unsupported
from rolecall.sandbox.launch import ChildLauncher, Launcher, Ran

if TYPE_CHECKING:
    from rolecall.sandbox.jailed_launch import JailedLauncher

_TRY_AGAIN_SECONDS = 60.0
"""A jail that could not be had may stand later: a machine that was out of memory recovers."""
WEAKER = (
    "It was read in a process of its own with limits but without the jail; `rolecall doctor` says why none"
    " stands here."
)


class StrongestLauncher:
    """Runs the parsers in the jail; where none stands in a plain child, and every reading then says so.

    Nothing is started before the first document. Safe to call from many threads. Where a tier is demanded
    that does not stand, `run` raises SandboxUnavailable: nothing is ever read behind less than that.
    """

    def __init__(
        self,
        least: Callable[[], Tier],
        *,
        jailed: "Callable[[Tier], JailedLauncher] | None" = None,
        plain: Launcher | None = None,
    ) -> None:
        """`least` is the weakest tier an administrator accepts; it is asked at the first document.

        Parsers open files, so the weakest of all, which lets none be opened, demands nothing here.
        """
        self._asked = least
        self._make = jailed or _jailed
        self._plain = plain or ChildLauncher()
        self._lock = threading.Lock()
        self._jailed: JailedLauncher | None = None
        self._closed = False
        self._why = ""
        self._tried_at = 0.0

    def run(self, data: bytes, arguments: list[str], *, wall_seconds: float, output_bytes: int) -> Ran:
        launcher = self._strongest()
        ran = launcher.run(data, arguments, wall_seconds=wall_seconds, output_bytes=output_bytes)
        return ran if launcher is not self._plain else ran.model_copy(update={"note": WEAKER})

    def stands(self) -> str:
        """The jail that documents are read in, in a few words; empty where it is a plain child."""
        launcher = self._strongest()
        return "" if launcher is self._plain else launcher.stands()

    def why_not(self) -> str:
        """Why there is no jail; empty where there is one, or none was needed yet."""
        return self._why

    def close(self) -> None:
        """Ends the warm process, if one was started; may be called again."""
        with self._lock:
            self._closed = True
            if self._jailed is not None:
                self._jailed.close()

    def _strongest(self) -> Launcher:
        with self._lock:
            if self._closed:
                raise SandboxUnavailable("The file reader is closed; start RoleCall again.")
            if self._jailed is not None:
                return self._jailed
            if not self._why or time.monotonic() - self._tried_at > _TRY_AGAIN_SECONDS:
                self._try()
            if self._jailed is not None:
                return self._jailed
            least = self._asked()
        if least is not Tier.SEALED:
            raise SandboxUnavailable(
                f"Documents may be read here only in a sandbox of tier {least.value!r} or stronger"
                f" (ROLECALL_SANDBOX), and none stands; `rolecall doctor` says why"
            )
        return self._plain

    def _try(self) -> None:
        """A jail that stands, or why there is none."""
        self._tried_at = time.monotonic()
        self._why = unsupported()
        if self._why:
            return
        least = self._asked()
        jailed = self._make(Tier.LANDLOCK if least is Tier.SEALED else least)
        try:
            jailed.tier()
        except SandboxUnavailable as error:
            self._why = error.message
            jailed.close()
        except BaseException:
            jailed.close()
            raise
        else:
            self._jailed = jailed


def _jailed(least: Tier) -> "JailedLauncher":
    from rolecall.sandbox.jailed_launch import JailedLauncher

    return JailedLauncher(least=least)
