"""What a developer's machine needs around the product: environment, database, start, checks.

Only the standard library is imported here: these programs run before anything is installed.
"""
