"""The search index as static files. FORMAT.md describes them; `index.py` makes them."""
