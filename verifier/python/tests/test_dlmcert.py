"""Tests of the package; PyTorch and scikit-learn are used where they are installed."""

import ast
import json
import os
from decimal import Decimal
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
    with pytest.raises(ValueError, match=r"matrix\[0, 1\] is nan: a finite number"):
        dlmcert.rank([[1, float("nan")]])
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


CALLS = {
    "width": lambda x: dlmcert.width(x),
    "certify": lambda x: dlmcert.certify(x, hidden=2, slope="1/4"),
    "rank": lambda x: dlmcert.rank(x),
    "minima": lambda x: dlmcert.minima(x, Y, hidden=1, slope="1/4"),
    "inspect": lambda x: dlmcert.inspect(regressor(), x, Y),
    "instance": lambda x: dlmcert.instance(os.devnull, regressor(), x, Y),
}


def regressor():
    network = pytest.importorskip("sklearn.neural_network")
    return network.MLPRegressor((3,), max_iter=2, random_state=1).fit(X, Y)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("x, error, words", [
    ([1, 2, 3], ValueError, r"shape \(3,\).*reshape\(-1, 1\)"),
    (numpy.ones((3, 2, 2)), ValueError, r"shape \(3, 2, 2\).*makes each sample a row"),
    (7, ValueError, r"shape \(\)"),
    ([[1, 2], [3], [4, 5]], (ValueError, TypeError), "rows of equal length|found the shape|found list"),
    ([[1, 2], [3, numpy.inf], [0, 0]], ValueError, r"\[1, 1\] is inf"),
    (numpy.array([[1, 2], [3, 4], [Fraction(1, 3), float("-inf")]]), ValueError, r"\[2, 1\] is -inf"),
    (numpy.array([[1, None], [3, 4], [5, 6]]), TypeError, r"\[0, 1\]: an int, Fraction.*found NoneType"),
    ([[1j, 2], [3, 4], [5, 6]], TypeError, "real numbers expected, found an array of complex"),
    ([[b"1", b"2"]], TypeError, "real numbers expected"),
])
def test_arrays_that_are_no_tables_of_numbers_are_refused(call, x, error, words):
    with pytest.raises(error, match=words):
        CALLS[call](x)


def test_fractions_and_long_integers_are_exact():
    third = numpy.array([[Fraction(1, 3), 1], [Fraction(2, 3), 2]])
    assert dlmcert.rank(third).rank == 1
    # As doubles these rows are equal.
    assert dlmcert.rank(numpy.array([[10 ** 30, 1], [10 ** 30 + 1, 1]], dtype=object)).rank == 2
    assert dlmcert.rank([[Decimal("0.1"), Decimal("0.2")], [Fraction(1, 2), 1]]).rank == 1
    assert dlmcert.rank([[True, False], [False, True]]).rank == 2
    assert dlmcert.rank(numpy.array([[1, 2], [2, 4]], dtype=numpy.longdouble) / 3).rank == 1
    assert dlmcert.width(numpy.array([[Fraction(1, 3), 1], [Fraction(2, 3), 2], [1, 0]])).width == 2
    result = dlmcert.minima(numpy.array([[Fraction(1, 3)], [1]]), [Fraction(1, 7), 2], hidden=1, slope="1/4")
    assert result.verdict == dlmcert.minima(
        numpy.array([[1], [3]]), [Fraction(1, 7), 2], hidden=1, slope="1/4").verdict


def test_arguments_that_do_not_go_together():
    with pytest.raises(ValueError, match="one of model and hidden"):
        dlmcert.certify(X, model=regressor(), hidden=3)
    with pytest.raises(ValueError, match="give model"):
        dlmcert.certify(X, hidden=3, slope=1, layers=2)
    with pytest.raises(dlmcert.ProgramError, match="--hidden"):
        dlmcert.certify(X)
    with pytest.raises(dlmcert.ProgramError, match="no-such-option"):
        dlmcert.width(X, no_such_option=1)
    with pytest.raises(ValueError, match="each of 3 samples"):
        dlmcert.minima(X, [1, 2], hidden=1, slope="1/4")
    with pytest.raises(ValueError, match=r"y\[1\] is nan"):
        dlmcert.inspect(regressor(), X, [1, float("nan"), 2])
    with pytest.raises(dlmcert.UnsupportedModel, match="fitted scikit-learn MLP"):
        dlmcert.inspect(type(regressor())((3,)), X, Y)
    with pytest.raises(dlmcert.UnsupportedModel, match="all layers are the instance"):
        dlmcert.certify(X, model=regressor(), layers=1)
    with pytest.raises(dlmcert.ProgramError, match="2"):
        dlmcert.inspect(regressor(), X[:, :1], Y)


def test_a_program_that_is_not_there(monkeypatch):
    monkeypatch.setenv("DLMCERT", "/no/such/program")
    with pytest.raises(dlmcert.ProgramError, match="/no/such/program"):
        dlmcert.width(X)


@pytest.mark.parametrize("dtype", ["float64", "float16", "bfloat16"])
def test_torch_types_are_exact(dtype, tmp_path):
    torch = pytest.importorskip("torch")
    torch.manual_seed(4)
    dense = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(16, 3), torch.nn.ReLU(), torch.nn.Linear(3, 1))
    dense = dense.to(getattr(torch, dtype))
    y = numpy.array([1, -1, 1, -1, 1, 1])
    result = dlmcert.inspect(dense, torch.tensor(IMAGES), torch.tensor(y))
    outputs = dense.double()(torch.tensor(IMAGES, dtype=torch.float64)).detach().numpy().ravel()
    assert float(result.loss) == pytest.approx(float(((outputs - y) ** 2).sum() / 12), rel=1e-12)
    model = convolutional(torch, 1).to(getattr(torch, dtype))
    kernel = model[0].weight.detach().double().numpy().copy()
    dlmcert.instance(tmp_path / "i.npz", model, IMAGES)
    assert str(model[0].weight.dtype) == "torch." + dtype
    with numpy.load(tmp_path / "i.npz") as instance:
        assert numpy.array_equal(instance["weights_1"], model[5].weight.detach().double().numpy())
        features = instance["inputs"]
    below = model.double().eval()[:5](torch.tensor(IMAGES, dtype=torch.float64)).detach().numpy()
    assert numpy.array_equal(kernel, model[0].weight.detach().numpy())
    exact = numpy.array([[float(Fraction(v)) for v in row] for row in features])
    assert exact == pytest.approx(below, rel=1e-9, abs=1e-9)


def test_dense_layers_do_not_flatten_what_the_model_does_not():
    torch = pytest.importorskip("torch")
    dense = torch.nn.Sequential(torch.nn.Linear(4, 3), torch.nn.ReLU(), torch.nn.Linear(3, 1))
    with pytest.raises(ValueError, match="makes each sample a row"):
        dlmcert.certify(numpy.ones((5, 2, 2)), model=dense)


def test_torch():
    torch = pytest.importorskip("torch")
    torch.manual_seed(1)
    model = torch.nn.Sequential(torch.nn.Linear(2, 3), torch.nn.LeakyReLU(0.25), torch.nn.Linear(3, 1))
    result = dlmcert.inspect(model, X, Y)
    outputs = model(torch.tensor(X, dtype=torch.float32)).detach().numpy().ravel()
    loss = float(((outputs - Y) ** 2).sum() / (2 * len(X)))
    assert float(result.loss) == pytest.approx(loss, rel=1e-5)


def convolutional(torch, outputs):
    torch.manual_seed(2)
    return torch.nn.Sequential(
        torch.nn.Conv2d(1, 3, 3, padding=1), torch.nn.BatchNorm2d(3), torch.nn.ReLU(),
        torch.nn.MaxPool2d(2), torch.nn.Flatten(), torch.nn.Linear(12, 8), torch.nn.LeakyReLU(0.25),
        torch.nn.Linear(8, outputs),
    )


IMAGES = numpy.random.default_rng(5).integers(0, 9, (6, 1, 4, 4)).astype("float32")


def test_convolutions_are_evaluated_below_the_last_two_layers(tmp_path):
    torch = pytest.importorskip("torch")
    model = convolutional(torch, 1).train()
    y = numpy.array([1, -1, 1, -1, 1, 1])
    result = dlmcert.inspect(model, IMAGES, y)
    assert model.training and result.widths == (12, 8, 1)
    outputs = model.eval()(torch.tensor(IMAGES)).detach().numpy().ravel()
    assert float(result.loss) == pytest.approx(float(((outputs - y) ** 2).sum() / 12), rel=1e-4)
    certificate = tmp_path / "c.json"
    assert dlmcert.certify(IMAGES, model=model, certificate=certificate).verdict == "CERTIFIED"
    assert dlmcert.check(certificate).verdict == "ACCEPTED"


def test_the_weights_of_an_exported_model_are_not_rounded(tmp_path):
    torch = pytest.importorskip("torch")
    model = convolutional(torch, 1)
    dlmcert.instance(tmp_path / "i.npz", model, IMAGES, layers=2)
    with numpy.load(tmp_path / "i.npz") as instance:
        assert numpy.array_equal(instance["weights_1"], model[5].weight.detach().numpy())
        kernel = [Fraction(float(w)) for w in model[0].weight.detach().numpy()[0].ravel()]
        assert all(w.denominator > 1 for w in kernel)
        # A unit of the first map is, up to the square root of the variance, a sum of kernel entries.
        assert instance["inputs"].shape == (6, 12)


def test_classes_become_rows_with_a_single_1():
    torch = pytest.importorskip("torch")
    result = dlmcert.inspect(convolutional(torch, 3), IMAGES, [0, 1, 2, 0, 1, 2], loss="cross-entropy")
    assert result.verdict == "NOT_CRITICAL" and result.loss_function == "cross-entropy"
    with pytest.raises(dlmcert.UnsupportedModel, match="classes 0, 1"):
        dlmcert.inspect(convolutional(torch, 3), IMAGES, [0, 1, 0.5, 0, 1, 2], loss="cross-entropy")


def test_models_that_cannot_be_read_are_named():
    torch = pytest.importorskip("torch")
    with pytest.raises(dlmcert.UnsupportedModel, match="found list"):
        dlmcert.inspect([1], X, Y)
    with pytest.raises(ValueError, match="loss"):
        dlmcert.inspect(torch.nn.Linear(2, 1), X, Y, loss="hinge")
    smooth = torch.nn.Sequential(torch.nn.Linear(2, 3), torch.nn.Tanh(), torch.nn.Linear(3, 1))
    with pytest.raises(dlmcert.ProgramError, match="Tanh"):
        dlmcert.inspect(smooth, X, Y)


def test_classifiers_of_scikit_learn():
    network = pytest.importorskip("sklearn.neural_network")
    x = numpy.arange(24).reshape(12, 2) % 7
    for labels, loss in ((["no", "yes"] * 6, "logistic"), (["a", "b", "c"] * 4, "cross-entropy")):
        model = network.MLPClassifier((3,), max_iter=5, random_state=1).fit(x, labels)
        result = dlmcert.inspect(model, x, labels)
        assert result.verdict == "NOT_CRITICAL" and result.loss_function == loss
        with pytest.raises(dlmcert.UnsupportedModel, match="found 'x'"):
            dlmcert.inspect(model, x, ["x"] * 12)
        with pytest.raises(ValueError, match="trained with"):
            dlmcert.inspect(model, x, labels, loss="squared")


def test_minima_with_kinks():
    result = dlmcert.minima(X[:2], Y[:2], hidden=1, slope=0, kinks=True)
    assert result.verdict in ("ALL_GLOBAL", "BAD_MINIMA")


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


TUTORIAL = Path(__file__).resolve().parents[1] / "tutorial.ipynb"


def outputs_of(cells):
    """What a notebook shows for each cell of code: the value of its last line, as text."""
    names = {}
    for cell in cells:
        tree = ast.parse("".join(cell["source"]))
        last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, "<cell>", "exec"), names)
        value = None if last is None else eval(compile(ast.Expression(last.value), "<cell>", "eval"), names)
        yield None if value is None else repr(value)


def test_the_tutorial_shows_what_its_cells_give():
    pytest.importorskip("torch")
    pytest.importorskip("sklearn")
    text = TUTORIAL.read_text(encoding="utf-8")
    notebook = json.loads(text)
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert len(cells) > 5
    for cell, found in zip(cells, outputs_of(cells)):
        shown = [] if found is None else [{
            "data": {"text/plain": found.splitlines(keepends=True)}, "execution_count": None,
            "metadata": {}, "output_type": "execute_result",
        }]
        if os.environ.get("TUTORIAL") == "write":
            cell["outputs"] = shown
        assert cell["outputs"] == shown, "".join(cell["source"])
    if os.environ.get("TUTORIAL") == "write":
        TUTORIAL.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
