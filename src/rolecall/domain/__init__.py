"""Pure rules and values: no I/O, clock, randomness or vendor."""
