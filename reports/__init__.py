"""Reports: figures counted from the records, told, and put on paper."""
