"""All about the week: what is due, its page, and its files, written once."""
