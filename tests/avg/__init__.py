"""What people may ask about their own data, and what is kept no longer than it may."""
