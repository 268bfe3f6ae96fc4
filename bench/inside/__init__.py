"""Programs that a measurement runs inside the product, each in a process of its own.

`python -m bench.inside.<name>` with the settings of the measured installation answers with one
line of JSON; what it needs in the database is made through the product's own actions.
"""
