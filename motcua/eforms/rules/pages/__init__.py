"""Between answers and a page of inputs: names, reading what was posted, what to draw."""
