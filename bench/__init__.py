"""Figures of the running product against the budgets of the design: `make bench`.

Every figure is set against a yardstick taken in the same run, because machines differ. To add one,
write a function under `@measure(…)` in a module of `bench/measurements/`; nothing else is needed.
"""
