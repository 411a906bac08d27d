"""Lists of people that a beheerder reads in: what is in the file, and what each row would do."""
