"""Pages about casussen and dilemma's."""
