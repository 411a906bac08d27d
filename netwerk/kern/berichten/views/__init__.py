"""Pages about messages: what you want to hear, and the links under a mail."""
