"""The rules, one file per theory: pure functions of one agent's week, a few lines each, readable and callable alone."""
