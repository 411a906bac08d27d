"""Forms: what people type about casussen and what belongs to them, and what they look for."""
