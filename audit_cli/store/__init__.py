"""What is kept: the journal of events."""
