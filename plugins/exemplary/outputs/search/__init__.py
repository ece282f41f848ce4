"""The index of the search, as static files. FORMAT.md says what is in them; `index.py` makes them."""
