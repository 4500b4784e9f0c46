"""The file reader, once in the jail and once in a plain child: both must give the same."""

from collections.abc import Iterator

import pytest

from rolecall.sandbox.documents import SandboxedReader
from rolecall.sandbox.jail.tiers import unsupported
from rolecall.sandbox.jailed_launch import JailedLauncher
from rolecall.sandbox.launch import ChildLauncher


@pytest.fixture(scope="module", params=["jail", "plain child"])
def reader(request) -> Iterator[SandboxedReader]:
    if request.param == "jail" and unsupported():
        pytest.skip(f"no jail here: {unsupported()}")
    one = SandboxedReader(launcher=JailedLauncher() if request.param == "jail" else ChildLauncher())
    yield one
    one.close()
