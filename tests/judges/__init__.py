"""Judges of the built pages: the site that is judged, the host that serves it, and the judges of `make judge`."""
