"""Who: people who sign in, persons and organisations, who may act for whom, positions and roles."""
