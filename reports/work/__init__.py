"""What the reports put on the home page and into the search."""
