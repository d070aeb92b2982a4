"""The command line: analyze, tokenize, match, redact, train and evaluate."""

from svenner.cli.main import main

__all__ = ["main"]
