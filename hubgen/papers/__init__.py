"""Documents as files for word processors: their look, and how they are made when a site is built.

`client/take-word.js` writes what was filled in in a browser, with the same look.
"""
