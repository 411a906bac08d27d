"""Pages: reading and signing up, organising, the programme, the verslag."""
