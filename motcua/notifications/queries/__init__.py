"""What became of messages, and the demo's letters."""
