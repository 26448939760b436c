"""What people do on the screen, one file a noun: by labels and roles, never by an address."""
