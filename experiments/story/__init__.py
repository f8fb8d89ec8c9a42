"""Households followed week by week: events, facts, deeds, outcomes, vignettes."""
