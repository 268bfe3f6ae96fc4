"""Which rows a person may reach, and taking them."""
