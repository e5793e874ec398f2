"""What history shows: pure functions of counts, blind to files, screens and clocks."""
