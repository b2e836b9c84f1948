"""What earlier builds left that later ones need not make again: below `.hubgen/cache/`, which can be deleted at any time.

Nothing in it is trusted: it holds no code, each file carries a checksum, and one that is not understood is not there.
"""
