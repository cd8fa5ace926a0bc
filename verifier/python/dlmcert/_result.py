"""Answers of the program as frozen objects."""

import html
import re
from fractions import Fraction
from types import MappingProxyType

_FRACTION = re.compile(r"-?[0-9]+(/[0-9]+)?\Z")


def _exact(value):
    if isinstance(value, str):
        return Fraction(value) if _FRACTION.match(value) else value
    if isinstance(value, list):
        return tuple(_exact(v) for v in value)
    if isinstance(value, dict):
        return MappingProxyType({k: _exact(v) for k, v in value.items()})
    return value


class Result:
    """What the program answered: its JSON fields as attributes, exact values as fractions."""

    __slots__ = ("_fields",)

    def __init__(self, fields):
        object.__setattr__(self, "_fields", _exact(fields))

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        try:
            return self._fields[name]
        except KeyError:
            raise AttributeError(
                f"{self._fields.get('command')} answers no {name}; it has {', '.join(self._fields)}"
            ) from None

    def __setattr__(self, name, value):
        raise AttributeError("results do not change")

    def __delattr__(self, name):
        raise AttributeError("results do not change")

    def __dir__(self):
        return [*super().__dir__(), *self._fields]

    def _rows(self, longest):
        for name, value in self._fields.items():
            if name in ("command", "version", "elapsed_seconds") or value is None:
                continue
            text = _text(value)
            yield name, text if len(text) <= longest else text[:longest - 1] + "…"

    def __repr__(self):
        return "<dlmcert {}: {}>".format(
            self._fields.get("command"), ", ".join(f"{n}={v}" for n, v in self._rows(60))
        )

    def _repr_html_(self):
        rows = "".join(
            f'<tr><th style="text-align:left">{html.escape(n)}</th>'
            f'<td style="text-align:left">{html.escape(v)}</td></tr>'
            for n, v in self._rows(400)
        )
        return f"<table>{rows}</table>"


def _text(value):
    """A value in words: fractions as 1/2, whatever they lie in."""
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_text, value)) + "]"
    if isinstance(value, MappingProxyType):
        return "{" + ", ".join(f"{k}: {_text(v)}" for k, v in value.items()) + "}"
    return str(value)
