"""The models of PyTorch and scikit-learn as instances, without importing scikit-learn."""

import copy
from fractions import Fraction
from pathlib import Path

import numpy

from ._numbers import numbers, of_tensor, rows, samples, targets
from ._program import run

_LOSSES = ("squared", "logistic", "cross-entropy")


class UnsupportedModel(ValueError):
    """A model, or labels, of which no instance can be made; the text says why."""


def write_instance(path, model, x, y=None, *, loss=None, layers=None):
    """Writes weights and samples as an instance: an NPZ file that every command reads.

    A chain of dense layers with one slope becomes the instance as a whole. Of any other
    ``torch.nn.Module`` the last ``layers`` layers do (default: 2): it is exported as ONNX, as if in
    ``eval()`` mode, and what the layers below give for ``x``, evaluated exactly, is the instance's inputs.

    ``loss`` is "squared", "logistic", "cross-entropy" or "huber:D". Of a scikit-learn classifier it is the
    one that it was trained with, and ``y`` holds its labels; without the penalty ``alpha``.
    """
    if loss is not None and loss not in _LOSSES and not str(loss).startswith("huber:"):
        raise ValueError(f"loss: one of {', '.join(_LOSSES)}, huber:D expected, found {loss!r}")
    if hasattr(model, "coefs_"):
        found = _scikit(model)
        if y is not None and hasattr(model, "classes_"):
            loss, y = _labels_of_scikit(model, y, loss)
    elif hasattr(model, "children"):
        found = _dense(model)
    else:
        raise UnsupportedModel(
            f"a torch.nn.Module or a fitted scikit-learn MLP expected, found {type(model).__name__}"
        )
    if loss == "cross-entropy" and y is not None and numpy.ndim(y) == 1:
        y = _one_hot(numbers(y, "y"))
    if found is None or layers is not None and layers < len(found[0]):
        if not hasattr(model, "children"):
            raise UnsupportedModel("layers: of a scikit-learn MLP all layers are the instance")
        arrays = _converted(Path(path).parent, model, x, y, layers)
    else:
        x = samples(x, "x") if _flattens(model) else rows(x, "x")
        arrays = _arrays(*found, x, y)
    if loss is not None:
        arrays["loss"] = loss
    numpy.savez(path, **arrays)
    return path


def _scikit(model):
    if model.activation not in ("relu", "identity"):
        raise UnsupportedModel(f"activation 'relu' or 'identity' expected, found {model.activation!r}")
    slope = Fraction(0) if model.activation == "relu" else Fraction(1)
    return [w.T for w in model.coefs_], list(model.intercepts_), slope


def _labels_of_scikit(model, y, loss):
    """The loss of a classifier, and its labels as 0 and 1."""
    trained = "cross-entropy" if model.out_activation_ == "softmax" else "logistic"
    if loss not in (None, trained):
        raise ValueError(f"loss: this classifier was trained with {trained}, not {loss}")
    y = numpy.asarray(of_tensor(y) if hasattr(y, "detach") else y)
    if y.ndim > 1:
        return trained, y
    unknown = sorted(set(y.tolist()) - set(model.classes_.tolist()), key=str)
    if unknown:
        raise UnsupportedModel(
            f"labels among {model.classes_.tolist()} expected, found {', '.join(map(repr, unknown))}"
        )
    indicators = (y[:, None] == model.classes_[None, :]).astype(numpy.int64)
    return trained, indicators if trained == "cross-entropy" else indicators[:, 1]


def _one_hot(y):
    try:
        classes = y.astype(numpy.int64)
    except ValueError:
        classes = numpy.array([-1])
    if not numpy.array_equal(classes, y) or classes.min(initial=0) < 0:
        raise UnsupportedModel("classes 0, 1, … expected as labels of cross-entropy, or rows with a single 1")
    return (classes[:, None] == numpy.arange(classes.max(initial=0) + 1)[None, :]).astype(numpy.int64)


def _dense(model):
    """Weights (d_out × d_in), biases (or None) and slope; None if it is no chain of dense layers."""
    weights, biases, slopes, activated = [], [], [], True
    if type(model).__name__ != "Sequential":
        return None
    for layer in model.children():
        kind = type(layer).__name__
        if kind == "Flatten" and (layer.start_dim, layer.end_dim) != (1, -1):
            return None
        if kind in ("Flatten", "Identity", "Dropout"):
            continue
        if kind == "Linear" and activated:
            weights.append(of_tensor(layer.weight))
            biases.append(None if layer.bias is None else of_tensor(layer.bias))
            activated = False
        elif kind in ("ReLU", "LeakyReLU") and weights and not activated:
            # PyTorch holds the slope as a double.
            slopes.append(Fraction(0) if kind == "ReLU" else Fraction(layer.negative_slope))
            activated = True
        else:
            return None
    if activated or len(weights) < 2 or len(set(slopes)) != 1 or len({b is None for b in biases}) != 1:
        return None
    return weights, biases, slopes[0]


def _flat(x):
    return x.reshape(len(x), int(numpy.prod(x.shape[1:])))


def _flattens(model):
    """Whether a chain of dense layers begins with one that makes rows of its samples."""
    for layer in model.children() if hasattr(model, "children") else ():
        if type(layer).__name__ in ("Flatten", "Linear"):
            return type(layer).__name__ == "Flatten"
    return False


def _arrays(weights, biases, slope, x, y):
    found = {
        "format": "dlmcert-instance/1",
        "widths": numpy.array([w.shape[1] for w in weights] + [weights[-1].shape[0]]),
        "slope": str(slope), "bias": numpy.array(biases[0] is not None), "inputs": _flat(x),
    }
    if y is not None:
        found["targets"] = targets(y, len(x))
    for layer, (w, b) in enumerate(zip(weights, biases), 1):
        found[f"weights_{layer}"] = w
        if b is not None:
            found[f"biases_{layer}"] = b
    return found


def _converted(folder, model, x, y, layers):
    """The arrays of what ``dlmcert convert`` makes of the model, exported as ONNX."""
    import torch

    x = samples(x, "x")
    onnx, data, out = folder / "model.onnx", folder / "model-data.npz", folder / "model-instance.npz"
    parameter = next(model.parameters(), None)
    if parameter is None:
        raise UnsupportedModel("a model with weights expected")
    if parameter.dtype in (torch.float16, torch.bfloat16):
        # PyTorch runs few of their operators on a CPU; float32 holds all of their numbers.
        model = copy.deepcopy(model).float()
        parameter = next(model.parameters())
    # The trace needs the shape of a sample, not its values.
    sample = torch.zeros((1, *x.shape[1:]), dtype=parameter.dtype, device=parameter.device)
    was_training = model.training
    model.eval()
    try:
        # PRESERVE and no folding: the weights in the file are those of the model, not products of them.
        torch.onnx.export(
            model, sample, str(onnx), opset_version=13, do_constant_folding=False,
            training=torch.onnx.TrainingMode.PRESERVE, input_names=["x"], output_names=["y"],
            dynamic_axes={"x": {0: "N"}, "y": {0: "N"}},
        )
    except ImportError as missing:
        raise UnsupportedModel(f"this PyTorch exports ONNX only with another package: {missing}") from missing
    finally:
        model.train(was_training)
    flat = _flat(x)
    numpy.savez(data, **({"x": flat} if y is None else {"x": flat, "y": targets(y, len(x))}))
    run("convert", onnx, "--data", data, "-o", out, "--force", *(["--layers", layers] if layers else []))
    with numpy.load(out) as archive:
        return dict(archive)
