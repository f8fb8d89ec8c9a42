"""The twelve phases of the week: `*_one` is one agent's week, `*_all` the loop; both engines call the same functions."""
