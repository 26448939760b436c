"""What the records put on the home page and into the search, one file a noun."""
