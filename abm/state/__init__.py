"""What is true of everybody and what was counted: columns, ledgers, codes, levers, outcomes."""
