"""Files and links that belong to something: checked on the way in, guarded on the way out."""
