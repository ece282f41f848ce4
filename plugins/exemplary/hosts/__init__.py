"""What renders ordinary pages. Only `mkdocs.py` and `mkdocs_host.py` import MkDocs."""
