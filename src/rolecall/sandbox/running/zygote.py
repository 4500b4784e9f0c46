"""The warm process: imports what runs need, walls itself in, and forks once per run. Started as a script.

It never sees a program, an input or a secret: those go straight to the fork over a channel of its own.
"""

import gc
import importlib
import json
import os
import signal
import socket
import sys
from typing import NoReturn


def main() -> NoReturn:
    gc.disable()  # nothing that is imported is garbage; each run has a collector of its own
    config = json.loads(sys.argv[1])
    control = socket.socket(fileno=int(sys.argv[2]))
    sys.path[:0] = [config["home"]]
    sys.path += config["site"]
    # All of the machinery, while its files can still be read.
    from rolecall.sandbox.jail import closing, lifeline
    from rolecall.sandbox.jail.tiers import Tier
    from rolecall.sandbox.running import serving

    lifeline.tie(config["starter"])
    task = importlib.import_module(config["task"])
    tier = Tier(config["tier"])
    task.prepare()
    sys.path.remove(config["home"])
    try:
        jail = closing.raise_around(tier, task.PACKAGES, config["first_user"])
    except OSError as error:
        control.send(json.dumps({"failed": str(error)}).encode())
        os._exit(1)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    # After the walls: a library may start threads, and a process with threads cannot enter new namespaces.
    pending = task.later(config["preload"], everything=tier is Tier.SEALED)
    control.send(b'{"ready": true}')
    serving.serve(control, jail, task, pending)


if __name__ == "__main__":
    main()
