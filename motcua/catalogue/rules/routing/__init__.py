"""The internal route of a case as data: its steps, what may be wrong with it, and its picture in
BPMN.
"""
