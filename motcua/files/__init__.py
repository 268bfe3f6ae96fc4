"""Stored files: what came, what is kept, and who may see it."""
