"""What a hub derives that no record says alone, each finding with its reason and its evidence.

`coverage` tells which service categories a record is known to cover, `similar` which records are alike or answer one
another, `takeover` what it takes to take a practice over. All are functions of a `Hub`; how a finding is worded and
drawn is left to the pages.
"""
