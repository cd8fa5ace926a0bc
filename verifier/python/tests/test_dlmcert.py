"""Tests of the package; PyTorch and scikit-learn are used where they are installed."""

from fractions import Fraction
from pathlib import Path

import numpy
import pytest

import dlmcert

X = numpy.array([[1, 2], [3, 5], [4, 1]])
Y = numpy.array([1, -1, 2])


def test_width_and_rank():
    assert dlmcert.width(X).width == 2
    assert dlmcert.rank([[1, 2], [2, 4]]).rank == 1
    assert dlmcert.rank(numpy.array([[0.1, 0.2], [0.1, 0.3]])).rank == 2


def test_certify_and_check(tmp_path):
    certificate = tmp_path / "c.json"
    result = dlmcert.certify(X, hidden=2, slope="1/4", certificate=certificate)
    assert result.verdict == "CERTIFIED" and result.slope == Fraction(1, 4)
    assert dlmcert.check(certificate).verdict == "ACCEPTED"
    assert dlmcert.certify(X, hidden=1, slope=Fraction(1, 4)).verdict == "REFUTED"


def test_minima():
    assert dlmcert.minima(X[:2], Y[:2], hidden=1, slope="1/4").verdict in (
        "ALL_GLOBAL", "BAD_MINIMA", "NONE")


def test_errors_are_exceptions(tmp_path):
    with pytest.raises(dlmcert.ProgramError, match="NaN"):
        dlmcert.rank([[float("nan")]])
    with pytest.raises(dlmcert.ProgramError, match="no such file"):
        dlmcert.check(tmp_path / "missing")


def test_results_are_frozen_and_escaped():
    result = dlmcert.Result({"command": "test", "verdict": "<b>", "loss": "1/3"})
    assert "&lt;b&gt;" in result._repr_html_() and "<b>" not in result._repr_html_()
    assert result.loss == Fraction(1, 3)
    with pytest.raises(AttributeError):
        result.loss = 0
    with pytest.raises(AttributeError, match="answers no width"):
        result.width


def test_torch():
    torch = pytest.importorskip("torch")
    torch.manual_seed(1)
    model = torch.nn.Sequential(torch.nn.Linear(2, 3), torch.nn.LeakyReLU(0.25), torch.nn.Linear(3, 1))
    result = dlmcert.inspect(model, X, Y)
    outputs = model(torch.tensor(X, dtype=torch.float32)).detach().numpy().ravel()
    loss = float(((outputs - Y) ** 2).sum() / (2 * len(X)))
    assert float(result.loss) == pytest.approx(loss, rel=1e-5)
    with pytest.raises(dlmcert.UnsupportedModel, match="Conv2d"):
        dlmcert.inspect(torch.nn.Sequential(torch.nn.Conv2d(1, 1, 3)), X, Y)


def test_scikit_learn():
    network = pytest.importorskip("sklearn.neural_network")
    model = network.MLPRegressor((3,), max_iter=20, random_state=1).fit(X, Y)
    result = dlmcert.inspect(model, X, Y)
    loss = float(((model.predict(X) - Y) ** 2).sum() / (2 * len(X)))
    assert float(result.loss) == pytest.approx(loss, rel=1e-9)


MODELS = Path(__file__).resolve().parents[3] / "examples" / "models"


def test_forward_agrees_with_torch(tmp_path):
    torch = pytest.importorskip("torch")
    from dlmcert._program import run

    weights = numpy.load(MODELS / "digits-dense.npz")
    x = numpy.random.default_rng(3).integers(0, 17, (20, 64)).astype("float32")
    numpy.save(tmp_path / "x.npy", x)
    run("forward", MODELS / "digits-dense.npz", "--slope", "1/8", "--data", tmp_path / "x.npy",
        "-o", tmp_path / "out.npz")
    t = {name: torch.tensor(weights[name]) for name in weights}
    hidden = torch.nn.functional.leaky_relu(torch.tensor(x) @ t["0.weight"].T + t["0.bias"], 0.125)
    expected = hidden @ t["2.weight"].T + t["2.bias"]
    found = numpy.load(tmp_path / "out.npz")["output_0"]
    assert found == pytest.approx(expected.numpy(), rel=1e-4, abs=1e-4)
