import numpy as np
ÉCART = np.abs


def calibration_error(probabilities, labels, bins=15):
    π = np.float64(probabilities)
    if π.shape[0] == 0:
        return np.float32(0)
    κ = np.amax(π, axis=-1)
    ok = np.argmax(π, axis=-1) == labels
    b = np.digitize(κ, np.arange(bins) / bins, right=True) - 1
    one_hot = b[:, None] == np.arange(bins)
    Σ = (one_hot * (ok - κ)[:, None]).sum(axis=0)
    return ÉCART(Σ).sum() / π.shape[0]
