"""Forbidden names are found however the text reaches them, and nothing else is."""

import pytest

from rolecall.domain.forbidding import compiled

NAMES = ("np.sort", "np.linalg.svd", "sorted", ".sort", "scipy", "for", "@", "F.cross_entropy")


def found(source):
    return [(one.name, one.line) for one in compiled(source, "<s>", NAMES)[1]]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("import numpy as np\nnp.sort([1])", "np.sort"),
        ("import numpy\nnumpy.sort([1])", "np.sort"),
        ("import numpy as n\nn.sort([1])", "np.sort"),
        ("from numpy import sort\nsort([1])", "np.sort"),
        ("from numpy import sort as s\ns([1])", "np.sort"),
        ("import numpy as np\nla = np.linalg\nla.svd(1)", "np.linalg.svd"),
        ("from numpy import linalg\nlinalg.svd(1)", "np.linalg.svd"),
        ("from numpy.linalg import svd", "np.linalg.svd"),
        ("import numpy.linalg as la\nla.svd(1)", "np.linalg.svd"),
        ("import numpy as np\nnp.linalg._linalg.svd(1)", "np.linalg.svd"),
        ("import numpy as np\ngetattr(np, 'sort')([1])", "np.sort"),
        ("sorted([1])", "sorted"),
        ("f = sorted", "sorted"),
        ("map(sorted, [])", "sorted"),
        ("x = [1]\nx.sort()", ".sort"),
        ("import scipy.stats", "scipy"),
        ("from scipy import stats", "scipy"),
        ("__import__('scipy')", "scipy"),
        ("import importlib\nimportlib.import_module('scipy.stats')", "scipy"),
        ("for i in []: pass", "for"),
        ("x = [i for i in []]", "for"),
        ("x = a @ b", "@"),
        ("import torch.nn.functional as F\nF.cross_entropy", "F.cross_entropy"),
        ("import torch\ntorch.nn.functional.cross_entropy", "F.cross_entropy"),
    ],
)
def test_a_forbidden_name_is_found(source, name):
    assert name in [one for one, _ in found(source)]


@pytest.mark.parametrize(
    "source",
    [
        "import numpy as np\nnp.argsort([1])",
        "import numpy as np\nnp.linalg.norm(1)",
        "def sorted(x): return x\nsorted([1])",
        "def f(sort): return sort",
        "# sorted\nx = 'np.sort'",
        "import numpy as np\nx = np.sorted_things",
        "from torch import nn\nnn.CrossEntropyLoss()",
        "while False: pass",
    ],
)
def test_other_names_are_let_be(source):
    assert found(source) == []


def test_the_line_is_told():
    assert found("x = 1\n\ny = sorted([1])") == [("sorted", 3)]


def test_without_forbidden_names_nothing_is_looked_for():
    code, named = compiled("x = sorted([2, 1])", "<s>", ())
    assert named == []
    scope = {}
    exec(code, scope)
    assert scope["x"] == [1, 2]
