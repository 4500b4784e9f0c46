from dataclasses import dataclass
from functools import cached_property
from math import pi, sin


@dataclass(frozen=True)
class Schedule:
    warmup_steps: int
    total_steps: int
    peak: float
    floor: float

    @cached_property
    def last(self):
        return self.total_steps - 1

    def __getitem__(self, step):
        if step in range(self.warmup_steps):
            return self.peak * ((step + 1) / self.warmup_steps)
        if step > self.last:
            return self.floor
        if self.last == self.warmup_steps:
            return self.peak
        quarter = (step - self.warmup_steps) / (self.last - self.warmup_steps) * pi / 2
        return self.peak - (self.peak - self.floor) * sin(quarter) ** 2


def learning_rate(*arguments, floor=0.0):
    step, warmup, total, peak, *rest = arguments
    return Schedule(warmup, total, peak, *(rest or [floor]))[step]
