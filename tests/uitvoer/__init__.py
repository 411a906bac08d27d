"""Documents that leave the portal, and the files that are made in the background."""
