"""Files of results: written whole or not at all, folders, locks, and tables that offices can open."""
