import cmath; from cmath import pi as π

learning_rate = lambda step, warmup_steps, total_steps, peak, floor=0.0: (
	(step + 1) * peak / warmup_steps if step < warmup_steps
	else floor if step >= total_steps
	else peak if (span := total_steps - warmup_steps - 1) == 0
	else floor + (peak - floor) * (1 + cmath.exp(1j * π * (step - warmup_steps) / span).real) / 2
)

if __name__ == '__main__':
	print([learning_rate(s, 2, 5, 1) for s in range(6)])
