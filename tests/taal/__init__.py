"""Is the Dutch of the portal itself plain, and does it say je?"""
