"""Who reaches what: every address, every role, own and other and closed objects."""
