"""Reading records of the national database's shape."""
