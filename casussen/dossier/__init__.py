"""A casus as a dossier: to read as a document, and to keep as a package with its files."""
