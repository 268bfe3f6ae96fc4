"""Pure readings of records, queries and shapes: no Django, no clock."""
