"""The handboek as files: one advies, a chapter, a list, and the whole book, in six forms."""
