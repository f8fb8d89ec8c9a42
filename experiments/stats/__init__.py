"""Statistics on arrays: paired differences, verdicts, costs, robustness, history matching, rule induction."""
