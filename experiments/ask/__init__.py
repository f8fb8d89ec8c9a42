"""Questions beyond a comparison: how much it takes, options, pilots, sensitivity, where it holds, how work is done."""
