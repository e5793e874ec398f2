"""The commands and the terminal."""
