"""A dossier's whole life: draft, submission, reception, steps, clocks, supplements, decision,
return.
"""
