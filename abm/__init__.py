"""The model: residents, professionals, managers and agencies in one social domain."""
