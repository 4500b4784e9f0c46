import torch
from torch.nn.functional import cross_entropy


def train(model, batches, optimizer):
    model.train()
    total, rows = 0.0, 0
    for x, y in batches:
        optimizer.zero_grad()
        loss = cross_entropy(model(x), y)
        loss.backward()
        optimizer.step()
        total += loss * len(y)
        rows += len(y)
    return total / rows


def evaluate(model, batches):
    model.eval()
    total, right, rows = 0.0, 0, 0
    with torch.no_grad():
        for x, y in batches:
            logits = model(x)
            total += cross_entropy(logits, y, reduction="sum").item()
            right += (logits.argmax(dim=1) == y).sum().item()
            rows += len(y)
    return total / rows, right / rows


def run_epoch(model, train_batches, val_batches, optimizer):
    was_training = model.training
    train_loss = train(model, train_batches, optimizer)
    val_loss, val_accuracy = evaluate(model, val_batches)
    model.train(was_training)
    return {"train_loss": train_loss, "val_loss": val_loss, "val_accuracy": val_accuracy}
