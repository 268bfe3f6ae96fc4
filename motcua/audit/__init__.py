"""Who did what: append-only events of every change and of every look at personal values."""
