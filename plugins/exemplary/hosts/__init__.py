"""The hosts that lend the shell of a page. The only rooms that import MkDocs."""
