"""Demo content: invented people around the five real communities, for a first look."""
