"""Starts a runner where a container's own filter forbids some system calls, and prints what stands.

Run as a script with the names of the calls to forbid.
"""

import json
import struct
import sys

from rolecall.domain.programs import Call, Job
from rolecall.ports import SandboxUnavailable
from rolecall.sandbox.jail import kernel, privileges
from rolecall.sandbox.jail.seccomp import filtering
from rolecall.sandbox.running.runner import Runner

NUMBERS = {"x86_64": {"unshare": 272, "mount": 165}, "aarch64": {"unshare": 97, "mount": 40}}


def forbid(names: list[str]) -> None:
    import platform

    numbers = NUMBERS[platform.machine()]
    program = [(0x20, 0, 0, 0)]
    for name in names:
        number = numbers[name] if name in numbers else kernel.number_of(name)
        program += [(0x15, 0, 1, number), (0x06, 0, 0, 0x00050001)]
    program.append((0x06, 0, 0, 0x7FFF0000))
    privileges.forbid_new()
    filtering.install(b"".join(struct.pack("<HBBI", *one) for one in program))


def main() -> None:
    forbid(sys.argv[1:])
    runner = Runner()
    try:
        answer = runner.run(Job(source="", calls=(Call(call="1 + 1"),)))
        said = {
            "tier": runner.tier().value,
            "outcome": answer.outcome.value,
            "missing": [wall.name for wall in runner.walls() if not wall.stands],
        }
    except SandboxUnavailable as error:
        said = {"refused": error.message}
    runner.close()
    print(json.dumps(said))


if __name__ == "__main__":
    main()
