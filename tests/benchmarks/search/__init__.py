"""`make bench-search`: how large, fast and right the search is, beside Pagefind. README.md says how to read it."""
