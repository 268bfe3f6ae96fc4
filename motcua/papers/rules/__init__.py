"""What papers must say and how it is written; pure."""
