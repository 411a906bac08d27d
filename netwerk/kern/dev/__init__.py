"""What `make run` and `make test` do: install, start the services, run, stop.

Nothing in here is imported by the site itself. `bootstrap` runs on any Python 3.8 with only the
standard library, because nothing is installed yet; the other modules run in `.local/venv`.
"""
