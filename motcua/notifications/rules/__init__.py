"""What messages there are, what they say and when they are tried again; no database, no clock."""
