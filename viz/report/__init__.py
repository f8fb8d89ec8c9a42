"""One self-contained HTML page per comparison, in Dutch or English, made from validated numbers only."""
