"""How fast hubgen is beside what an editor could take instead: `python -m benchmarks`. See `__main__.py`."""
