"""Procedures with their cases, limits, fees and papers; who offers them, and how
people find them.
"""
