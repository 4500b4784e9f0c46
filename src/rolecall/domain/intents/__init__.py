"""What a turn wants, told by rules, by fitted weights over cues and vectors, or by a model's one word."""
