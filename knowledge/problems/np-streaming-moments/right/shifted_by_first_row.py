import numpy as np
from typing import Optional, Self


class RunningMoments:
	"""Sums about a fixed origin, the first row that came by: the large offset never enters a square."""

	def __init__(self, d: int) -> None:
		self.d, self.count = d, 0
		self.origin: Optional[np.ndarray] = None
		self.s1, self.s2 = np.zeros((2, d))

	def update(self, batch: np.ndarray) -> None:
		batch = np.array(batch, dtype=np.longdouble)
		if not len(batch):
			return
		if self.origin is None:
			self.origin = batch[0].copy()
		off = batch - self.origin
		self.count += len(off); self.s1 = self.s1 + off.sum(0); self.s2 = self.s2 + (off * off).sum(0)

	def merge(self, other: Self) -> None:
		if other.count == 0:
			return
		if self.origin is None:
			self.origin = other.origin
		move = other.origin - self.origin
		self.s2 = self.s2 + other.s2 + 2 * move * other.s1 + other.count * move**2
		self.s1 = self.s1 + other.s1 + other.count * move
		self.count += other.count

	def __getattr__(self, name):
		if name == "mean":
			return np.full(self.d, np.nan) if not self.count else np.float64(self.origin + self.s1 / self.count)
		if name == "variance":
			return np.full(self.d, np.nan) if not self.count else np.float64(self.s2 / self.count - (self.s1 / self.count) ** 2)
		raise AttributeError(name)
