"""The hosts that render the shells. The only package that imports MkDocs."""
