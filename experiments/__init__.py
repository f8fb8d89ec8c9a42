"""What is run and what came out: paired replications, statistics, economics, storage and the commands without pictures.

What other projects may call stands in the package `leefwereld`.
"""
