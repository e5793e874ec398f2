"""The languages in which whole texts stand beside the tests, and are read by a person.

Another language needs none: its catalogue is looked through, and runs through every other test."""

from typing import Final

COMPARED: Final = ("en", "es")
