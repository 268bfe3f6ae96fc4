"""Where every move goes through: permit, status, step, pause."""
