"""The office's own work: receive, process, decide, hand over."""
