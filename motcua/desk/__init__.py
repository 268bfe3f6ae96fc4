"""What officers see: the inbox, the dossier and what may be done with it."""
