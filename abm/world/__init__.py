"""How a place comes to be: parameters made ready for rules, births, population."""
