"""The tests: they mirror the apps; house/ tests the house rules, journeys/ run in a browser."""
