"""What tells an administrator how it goes: lines of the log, figures, and room on the disk."""
