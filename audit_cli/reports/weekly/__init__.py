"""A week at a site: its facts, its page, and the sentences on it."""
