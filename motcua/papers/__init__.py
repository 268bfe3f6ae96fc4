"""Official papers as PDF, their numbers and their verification."""
