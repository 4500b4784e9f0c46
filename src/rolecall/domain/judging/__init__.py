"""The built-in judge of answers: how much evidence each criterion has, and what manner of answer it is."""
