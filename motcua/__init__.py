"""Một Cửa: the portal and one-stop back office of a province of Viet Nam."""
