"""Lists of many dossiers."""
