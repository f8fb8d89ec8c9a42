"""What a world is asked to be: definitions, layers and checks of everything that a user may set."""
