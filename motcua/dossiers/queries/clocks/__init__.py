"""Where a dossier stands, and until when."""
