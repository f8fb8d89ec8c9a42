"""Running it: the model's week, a run from start to result, views for Mesa, threads."""
