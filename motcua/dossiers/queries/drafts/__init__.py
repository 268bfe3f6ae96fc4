"""A draft: its form, pages, papers, and how far it has come."""
