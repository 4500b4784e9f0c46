def pack(documents, length, pad_id=0):
	"""Lists out; an array only where there is no row whose length could be told."""
	import numpy as np
	keys = ("tokens", "segments", "positions", "has_label")
	fill = {"tokens": pad_id, "segments": 0, "positions": 0, "has_label": False}
	grid = {key: [] for key in keys}; used = []; number = []
	for d in documents:
		if (size := len(d)) > length: raise ValueError(size)
		if size == 0: continue
		try:
			r = next(i for i in range(len(used)) if length - used[i] >= size)
		except StopIteration:
			r = len(used)
			used.append(0); number.append(0)
			for key in keys: grid[key].append([fill[key]] * length)
		number[r] += 1
		where = slice(used[r], used[r] + size)
		grid["tokens"][r][where] = list(d)
		grid["segments"][r][where] = [number[r]] * size
		grid["positions"][r][where] = range(size)
		grid["has_label"][r][where] = [True] * (size - 1) + [False]
		used[r] += size
	return grid if used else {key: np.zeros((0, length), bool if key == "has_label" else int) for key in keys}
