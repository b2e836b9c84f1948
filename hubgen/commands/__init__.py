"""The commands, by what people want: to check, to build. `common.py` has what they share, `cli.py` puts them together."""
