"""The measurements, one module per part of the house; each is imported and registers itself."""
