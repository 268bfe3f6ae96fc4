"""Asking for supplements: reasons to choose from, what was asked before, and how often."""
