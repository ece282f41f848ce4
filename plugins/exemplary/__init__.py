"""Publish commended individuals, collectives and models kept as records in Git."""

__version__ = "0.1.0"
