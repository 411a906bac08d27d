"""Leave with everything: the whole portal in open formats, and back into an empty installation.

Why it is as it is: docs/decisions/exit.md.
"""
