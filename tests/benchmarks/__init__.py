"""How fast the site is built and previewed, compared with Hugo and plain MkDocs, on the same made-up records."""
