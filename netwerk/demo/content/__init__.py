"""What the demo content says, as plain data; all of it in Dutch, all people invented."""
