"""Filling an installation with the demo province, through the house's own actions."""
