"""Leaving with everything, closing the programme, and the site as files."""
