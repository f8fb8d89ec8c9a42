"""What a person reads in reports and in the viewer, in English and Dutch."""
