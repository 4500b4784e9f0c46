"""Speed, measured as ratios to a stated limit in one run; `make bench` runs them all."""
