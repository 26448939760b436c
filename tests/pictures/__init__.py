"""The pictures of the help pages: which, of what, and whether they still show the page."""
