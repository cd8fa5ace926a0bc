"""Arrays of numbers that the program reads exactly."""

from decimal import Decimal
from fractions import Fraction

import numpy


def numbers(values, name):
    """An array of finite real numbers; those that NumPy has no type for become texts such as 1/3.

    Takes what numpy.asarray takes, tensors of PyTorch, and arrays of int, Fraction, Decimal and float.
    """
    if hasattr(values, "detach"):
        values = of_tensor(values)
    try:
        array = numpy.asarray(values)
    except ValueError as uneven:
        raise ValueError(f"{name}: rows of equal length expected ({uneven})") from uneven
    if array.dtype.kind == "b":
        return array.astype(numpy.int64)
    if array.dtype.kind == "f":
        odd = numpy.argwhere(~numpy.isfinite(array))
        if len(odd):
            raise _not_finite(name, odd[0], array[tuple(odd[0])])
        if array.dtype.itemsize <= 8:
            return array
        array = array.astype(object)  # long doubles, whose format differs between machines
    if array.dtype.kind in "iuU":
        return array
    if array.dtype.kind == "O":
        texts = numpy.empty(array.shape, dtype=object)
        for index in numpy.ndindex(array.shape):
            texts[index] = _text(array[index], name, index)
        return texts.astype("U") if texts.size else numpy.zeros(array.shape)
    raise TypeError(f"{name}: real numbers expected, found an array of {array.dtype}")


def rows(values, name):
    """The same with samples as its rows: two dimensions, no more and no fewer."""
    array = samples(values, name)
    if array.ndim != 2:
        raise ValueError(
            f"{name}: a table expected, with a sample in each row, found the shape {array.shape};"
            f" {name}.reshape(len({name}), -1) makes each sample a row"
        )
    return array


def samples(values, name):
    """The same with samples along the first of two or more axes."""
    array = numbers(values, name)
    if array.ndim < 2:
        raise ValueError(
            f"{name}: a table expected, with a sample in each row, found the shape {array.shape};"
            f" {name}.reshape(-1, 1) has samples of one number, {name}.reshape(1, -1) is one sample"
        )
    return array


def targets(values, count):
    """One number, or one row of numbers, for each sample."""
    array = numbers(values, "y")
    if array.ndim not in (1, 2) or len(array) != count:
        raise ValueError(
            f"y: a number or a row for each of {count} samples expected, found the shape {array.shape}"
        )
    return array


def of_tensor(tensor):
    """The values of a tensor of PyTorch; NumPy has no bfloat16, but float32 holds all of its numbers."""
    tensor = tensor.detach().cpu()
    return (tensor.float() if str(tensor.dtype) == "torch.bfloat16" else tensor).numpy()


def _text(value, name, index):
    finite = value.is_finite() if isinstance(value, Decimal) else (
        not isinstance(value, (float, numpy.floating)) or numpy.isfinite(value))
    if not finite:
        raise _not_finite(name, index, value)
    if isinstance(value, (bool, int, float, Fraction, Decimal)):
        return str(Fraction(value))
    if isinstance(value, numpy.integer):
        return str(int(value))
    if isinstance(value, numpy.floating):
        return str(Fraction(*value.as_integer_ratio()))
    raise TypeError(
        f"{name}[{_place(index)}]: an int, Fraction, Decimal or float expected, found"
        f" {type(value).__name__}"
    )


def _not_finite(name, index, value):
    return ValueError(f"{name}[{_place(index)}] is {value}: a finite number expected")


def _place(index):
    return ", ".join(str(int(i)) for i in index)
