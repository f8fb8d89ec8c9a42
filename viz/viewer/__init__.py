"""The live viewer: worlds, visitors, pictures, the server."""
