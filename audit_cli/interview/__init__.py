"""Asking it: one engine for every face."""
