import numpy as np


def beam_search(step, start, width, max_new, eos, alpha=1.0):
    """A step function and a prompt -> at most `width` pairs of (tokens, score), best first."""
    raise NotImplementedError
