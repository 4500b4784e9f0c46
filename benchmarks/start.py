"""From the command to the first page, against importing gradio and chromadb alone; and memory at rest."""

import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from benchmarks.table import Row, median, print_table

RATIO_LIMIT = 2.0
"""Times the bare imports: what a user waits for beyond what the two libraries cost anybody."""
REPEATS = 3


def main(_: list[str]) -> int:
    """Prints the table; 1 where the limit was passed."""
    with tempfile.TemporaryDirectory(prefix="rolecall-bench-") as folder:
        environment = {**os.environ, "ROLECALL_DATA": folder, "GRADIO_ANALYTICS_ENABLED": "False"}
        _first_page(environment)  # builds the index: what an installed RoleCall has from its second start on
        starts = [_first_page(environment) for _ in range(REPEATS)]
        imports = [_imports(environment) for _ in range(REPEATS)]
    start, bare = median([s for s, _ in starts]), median(imports)
    rows = [
        Row("import gradio and chromadb alone", bare * 1000),
        Row("from `rolecall serve` to the first page", start * 1000),
        Row("ratio of the two", start / bare, RATIO_LIMIT, "x"),
        Row("memory at rest, after the first page", median([m for _, m in starts]), None, "MiB"),
    ]
    return print_table("Start", rows)


def _imports(environment: dict[str, str]) -> float:
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import gradio, chromadb"], env=environment, check=True)
    return time.perf_counter() - begun


def _first_page(environment: dict[str, str]) -> tuple[float, float]:
    """Seconds until the page has been read, and MiB the process then holds."""
    begun = time.perf_counter()
    command = [sys.executable, "-m", "rolecall", "serve"]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        try:
            for line in process.stderr:
                address = re.search(r"http://\S+", line)
                if address:
                    break
            else:
                raise RuntimeError("the page did not start")
            with urllib.request.urlopen(address.group(), timeout=30) as page:
                page.read()
            return time.perf_counter() - begun, _resident(process.pid)
        finally:
            process.terminate()


def _resident(pid: int) -> float:
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        return 0.0
    found = re.search(r"VmRSS:\s+(\d+) kB", status.read_text())
    return int(found.group(1)) / 1024 if found else 0.0
