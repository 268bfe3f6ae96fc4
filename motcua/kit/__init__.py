"""Arithmetic, text, errors and seams that know nothing of the field."""
