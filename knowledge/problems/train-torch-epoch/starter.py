from collections.abc import Iterable

import torch


def run_epoch(
    model: torch.nn.Module,
    train_batches: Iterable[tuple[torch.Tensor, torch.Tensor]],
    val_batches: Iterable[tuple[torch.Tensor, torch.Tensor]],
    optimizer: torch.optim.Optimizer,
) -> dict[str, float]:
    """Keys `train_loss`, `val_loss` and `val_accuracy`."""
    raise NotImplementedError
