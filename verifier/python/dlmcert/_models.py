"""The dense layers of PyTorch's and scikit-learn's models, without importing either."""

from fractions import Fraction

import numpy


class UnsupportedModel(ValueError):
    """A model that is no chain of dense layers with one piecewise linear activation."""


def layers(model):
    """Weights (d_out × d_in), biases (or None) and slope of a model; slope None if it has one layer."""
    if hasattr(model, "coefs_"):
        return _scikit(model)
    if hasattr(model, "children"):
        return _torch(model)
    raise UnsupportedModel(
        f"a torch.nn.Sequential or a fitted scikit-learn MLP expected, found {type(model).__name__}"
    )


def _scikit(model):
    if model.activation not in ("relu", "identity"):
        raise UnsupportedModel(f"activation 'relu' or 'identity' expected, found {model.activation!r}")
    slope = Fraction(0) if model.activation == "relu" else Fraction(1)
    return [w.T for w in model.coefs_], list(model.intercepts_), slope


def _torch(model):
    weights, biases, slopes, activated = [], [], [], True
    for layer in model.children():
        kind = type(layer).__name__
        if kind in ("Flatten", "Identity", "Dropout"):
            continue
        if kind == "Linear":
            if not activated:
                raise UnsupportedModel("an activation between two Linear layers expected")
            weights.append(layer.weight.detach().cpu().numpy())
            biases.append(None if layer.bias is None else layer.bias.detach().cpu().numpy())
            activated = False
        elif kind in ("ReLU", "LeakyReLU") and weights and not activated:
            # PyTorch holds the slope as a double.
            slopes.append(Fraction(0) if kind == "ReLU" else Fraction(layer.negative_slope))
            activated = True
        else:
            raise UnsupportedModel(
                f"{kind} here: a chain of Linear, ReLU and LeakyReLU expected; of other models"
                " export ONNX, and use the command 'dlmcert convert'"
            )
    if activated or len(weights) < 2 or len(set(slopes)) != 1:
        raise UnsupportedModel("at least two Linear layers, with one slope between them, expected")
    return weights, biases, slopes[0]


def arrays(model, x, y):
    """The arrays of an instance."""
    weights, biases, slope = layers(model)
    missing = [b is None for b in biases]
    if any(missing) and not all(missing):
        raise UnsupportedModel("biases in all layers or in none expected")
    x = numpy.asarray(x)
    x = x.reshape(len(x), -1)
    widths = [w.shape[1] for w in weights] + [weights[-1].shape[0]]
    found = {
        "format": "dlmcert-instance/1", "widths": numpy.array(widths), "slope": str(slope),
        "bias": numpy.array(not any(missing)), "inputs": x,
    }
    if y is not None:
        found["targets"] = numpy.asarray(y)
    for layer, (w, b) in enumerate(zip(weights, biases), 1):
        found[f"weights_{layer}"] = w
        if b is not None:
            found[f"biases_{layer}"] = b
    return found
