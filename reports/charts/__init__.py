"""Charts as SVG, drawn on the server by pure functions: the same on the screen and on paper."""
