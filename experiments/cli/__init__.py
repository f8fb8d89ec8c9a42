"""The commands without pictures; modules here import what a command needs when it runs, so that help answers at once."""
