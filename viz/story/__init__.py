"""Stories of households as text and pages."""
