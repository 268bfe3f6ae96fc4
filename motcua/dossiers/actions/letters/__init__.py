"""What leaves the house about a dossier: papers issued, people told."""
