"""What to run and how: replications, draws, worker processes, identities, stored runs, and tables made of them."""
