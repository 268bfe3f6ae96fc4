"""A route as BPMN 2.0 and back: the subset of docs/reference/route-bpmn.md."""
