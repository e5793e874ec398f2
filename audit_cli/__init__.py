"""A mystery-shopper self-audit for the people who run a place."""

__version__ = "0.1.0"
