"""How fast the site is built and previewed, beside Hugo and plain MkDocs, on the same made-up records."""
