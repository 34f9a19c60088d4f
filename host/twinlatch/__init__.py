"""Twinlatch's host: the program behind the browser extension that owns the vault."""

__version__ = "0.1.0"
