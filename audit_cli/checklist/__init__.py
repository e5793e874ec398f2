"""The checklist language: what is asked."""
