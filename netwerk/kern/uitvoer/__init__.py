"""Documents that leave the portal: one description of a document, and a writer per form."""
