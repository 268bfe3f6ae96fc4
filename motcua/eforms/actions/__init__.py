"""Changes: publishing a form."""
