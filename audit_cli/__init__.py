"""A mystery-shopper self-audit for the people who run a place."""

from typing import Final

__version__: Final = "0.1.0"
