"""When a dossier waits, goes on, or gets more time."""
