"""Pages of the handboek: what anyone reads, harvesting a les, and the desk of the redactie."""
