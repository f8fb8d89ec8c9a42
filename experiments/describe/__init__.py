"""What the model says of itself: the ODD page, lists, measures, deeds, rules."""
