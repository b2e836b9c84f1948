"""The language server: what an editor is told while typing. `server.py` speaks the protocol, the other modules know hubs."""
