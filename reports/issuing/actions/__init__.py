"""What the transitions of a report write, from its draft to its issue, and what follows it."""
