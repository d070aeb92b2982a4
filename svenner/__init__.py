"""Reads Swedish text fast and says where the words, the sentences and the names are."""

from svenner._core import DataError

__all__ = ["DataError"]
__version__ = "0.1.0"
