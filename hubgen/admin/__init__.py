"""The page /admin/: Decap CMS, with forms made from the record types, for editors without git.

`forms.py` makes fields of a kind's schema, `config.py` the whole of config.yml, `page.py` the files of the page,
`bringing.py` fetches other people's work by npm when an owner asks for it, `working.py` runs what lets the page write to
the files of this machine. `admin.js` and `record-format.js` run in the browser. Knows no MkDocs.
"""
