"""Rules on records: who may do what to which, with the reason; and the workflows as tables."""
