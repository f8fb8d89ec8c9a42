"""Designs of thousands of runs: points, plan, workers, reading back, export, parts and merging."""
