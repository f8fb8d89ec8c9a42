"""What the model must show: patterns, levels, calibration, and what a failing pattern undermines."""
