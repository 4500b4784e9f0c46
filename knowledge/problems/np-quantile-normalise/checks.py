def cases(rng):
    for features, samples, values in ((4, 3, 3), (50, 6, 10), (80, 2, 5)):
        yield {
            "name": f"many ties {features} by {samples}",
            "inputs": {"x": rng.integers(0, values, size=(features, samples)) * 0.5},
            "call": "quantile_normalise(x)",
        }
    yield {"name": "without ties", "inputs": {"x": rng.normal(size=(30, 5))}, "call": "quantile_normalise(x)"}
