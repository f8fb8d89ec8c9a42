"""Figures: marks, style, and the pictures of reports, questions and sweeps."""
