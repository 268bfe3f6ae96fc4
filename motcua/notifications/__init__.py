"""Messages to people: a row for each, sent by a job, with every attempt and its end on record."""
