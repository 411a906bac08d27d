"""A backup of the database and the files as they are, and back into an empty place.

Why it is as it is: docs/decisions/backup.md. What leaves in open formats is netwerk/exit.
"""
