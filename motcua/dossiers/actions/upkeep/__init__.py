"""What happens by itself, at night or in the morning."""
