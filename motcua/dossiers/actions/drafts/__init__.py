"""From the first page typed to the dossier sent."""
