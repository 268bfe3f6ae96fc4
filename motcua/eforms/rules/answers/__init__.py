"""What each type of question accepts and how its answer is kept."""
