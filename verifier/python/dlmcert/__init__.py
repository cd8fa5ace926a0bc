"""Exact verification of neural-network loss landscapes: the program dlmcert, called from Python."""

from ._program import ProgramError
from ._calls import certify, check, inspect, instance, minima, rank, width
from ._models import UnsupportedModel
from ._result import Result

__all__ = [
    "certify", "check", "inspect", "instance", "minima", "rank", "width",
    "ProgramError", "Result", "UnsupportedModel",
]
