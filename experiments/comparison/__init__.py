"""Comparing scenarios: from the request to tables, the summary, a folder, and what is printed."""
