"""Try to import each package that is named, in one process; say in JSON what was refused.

``python -m tests.exit.refused <package>...`` in the environment of an installation.
"""

import json
import sys

import django
from django.core.management import CommandError, call_command


def main(packages: list[str]) -> None:
    """Print {package: what the command said}; a package that is taken gets an empty text."""
    said = {}
    for package in packages:
        try:
            call_command("import", package)
        except CommandError as error:
            said[package] = str(error)
        else:
            said[package] = ""
    print(json.dumps(said))


if __name__ == "__main__":
    django.setup()
    main(sys.argv[1:])
