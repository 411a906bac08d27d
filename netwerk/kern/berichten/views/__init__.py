"""Pages about messages: what you want to hear, the links under a mail, every kind, and beheer."""
