"""Django's PostgreSQL, except for how a kept connection is seen to be alive."""
