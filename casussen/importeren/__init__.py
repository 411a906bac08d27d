"""Taking the text of a Word file over into the sections of a casus."""
