"""Form definitions, the questions they ask, the answers they accept and the conditions between
them.
"""
