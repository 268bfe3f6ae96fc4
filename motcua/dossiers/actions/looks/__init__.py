"""Who is shown what, and what is written down about it."""
