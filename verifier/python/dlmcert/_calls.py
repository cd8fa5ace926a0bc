"""The commands, on arrays and models."""

import tempfile
from contextlib import contextmanager
from pathlib import Path

import numpy

from ._models import write_instance
from ._numbers import rows, targets
from ._program import run
from ._result import Result


@contextmanager
def _folder():
    with tempfile.TemporaryDirectory(prefix="dlmcert-") as folder:
        yield Path(folder)


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
    numpy.savez(folder / "data.npz", x=rows(x, "x"))
    return folder / "data.npz"


def certify(x, *, model=None, hidden=None, slope=None, layers=None, certificate=None, **options):
    """Whether every activation pattern gives full column rank, for samples in the rows of ``x``.

    ``x`` has two dimensions; with a ``model`` that takes others, such as images, the first axis is that of
    the samples.

    Of a network given by ``hidden`` widths and a ``slope``, with any weights; or of the last ``layers``
    layers of a ``model``, with those below held at its weights (default: 2, or all of a dense chain).
    """
    options["certificate"] = certificate
    if model is not None and hidden is not None:
        raise ValueError("hidden: a model has its own widths; give one of model and hidden")
    if model is None and layers is not None:
        raise ValueError("layers: they are those of a model; give model, too")
    with _folder() as folder:
        if model is not None:
            path = write_instance(folder / "instance.npz", model, x, layers=layers)
            return Result(run("certify", path, *_options({"slope": slope, **options})))
        return Result(run("certify", "--data", _data(folder, x), *_options(
            {"hidden": hidden, "slope": slope, **options})))


def width(x, **options):
    """The least width of a hidden layer that is certified for almost every noise, for samples in the rows of ``x``."""
    with _folder() as folder:
        return Result(run("width", "--data", _data(folder, x), *_options(options)))


def rank(matrix, **options):
    """The exact rank of a matrix."""
    with _folder() as folder:
        numpy.save(folder / "matrix.npy", rows(matrix, "matrix"), allow_pickle=False)
        return Result(run("rank", folder / "matrix.npy", *_options(options)))


def inspect(model, x, y, *, loss=None, layers=None, **options):
    """What kind of point the weights of a model are, on samples in the rows of ``x``.

    ``loss`` and ``layers`` as for :func:`instance`.
    """
    with _folder() as folder:
        path = write_instance(folder / "instance.npz", model, x, y, loss=loss, layers=layers)
        return Result(run("inspect", path, *_options(options)))


def instance(path, model, x, y=None, *, loss=None, layers=None):
    """Writes a model's weights and samples as an instance, an NPZ file that every command reads."""
    with _folder() as folder:
        written = write_instance(folder / "instance.npz", model, x, y, loss=loss, layers=layers)
        Path(path).write_bytes(written.read_bytes())


instance.__doc__ = write_instance.__doc__


def minima(x, y, *, hidden, slope, noise="none", **options):
    """All differentiable minima of a small network with one hidden layer; all minima with kinks=True."""
    x = rows(x, "x")
    y = targets(y, len(x))
    with _folder() as folder:
        path = folder / "instance.npz"
        numpy.savez(
            path, widths=numpy.array([x.shape[1], hidden, 1]), slope=str(slope), inputs=x, targets=y,
            noise=noise)
        return Result(run("minima", path, *_options(options)))


def check(path, **options):
    """What the independent checker says of a certificate."""
    return Result(run("check", path, *_options(options)))
