"""The library of evidence as pages, and published figures beside the numbers of the model."""
