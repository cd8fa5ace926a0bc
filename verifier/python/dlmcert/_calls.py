"""The commands, on arrays."""

import tempfile
from pathlib import Path

import numpy

from ._models import arrays
from ._program import run
from ._result import Result


def _saved(folder, name, value):
    path = Path(folder) / name
    numpy.save(path, numpy.asarray(value), allow_pickle=False)
    return path


def _options(options):
    """Keyword arguments as options: max_patterns=7 is --max-patterns 7, bias=True is --bias."""
    words = []
    for name, value in options.items():
        option = "--" + name.replace("_", "-")
        if value is True:
            words.append(option)
        elif value is not None and value is not False:
            words += [option, ",".join(map(str, value)) if isinstance(value, (list, tuple)) else value]
    return words


def _data(folder, x):
    x = numpy.asarray(x)
    path = Path(folder) / "data.npz"
    numpy.savez(path, x=x.reshape(len(x), -1))
    return path


def certify(x, *, hidden, slope, certificate=None, **options):
    """Whether every activation pattern gives full column rank, for samples in the rows of ``x``."""
    with tempfile.TemporaryDirectory() as folder:
        return Result(run("certify", "--data", _data(folder, x), *_options(
            {"hidden": hidden, "slope": slope, "certificate": certificate, **options})))


def width(x, **options):
    """The least width of a hidden layer that is certified for almost every noise."""
    with tempfile.TemporaryDirectory() as folder:
        return Result(run("width", "--data", _data(folder, x), *_options(options)))


def rank(matrix, **options):
    """The exact rank of a matrix."""
    with tempfile.TemporaryDirectory() as folder:
        return Result(run("rank", _saved(folder, "matrix.npy", matrix), *_options(options)))


def inspect(model, x, y, **options):
    """What kind of point the weights of a model are, on samples in the rows of ``x``."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "instance.npz"
        numpy.savez(path, **arrays(model, x, y))
        return Result(run("inspect", path, *_options(options)))


def minima(x, y, *, hidden, slope, noise="none", **options):
    """All differentiable minima of a small network with one hidden layer."""
    x, y = numpy.asarray(x), numpy.asarray(y)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "instance.npz"
        numpy.savez(
            path, widths=numpy.array([x.shape[1], hidden, 1]), slope=str(slope), inputs=x, targets=y,
            noise=noise)
        return Result(run("minima", path, *_options(options)))


def check(path, **options):
    """What the independent checker says of a certificate."""
    return Result(run("check", path, *_options(options)))
