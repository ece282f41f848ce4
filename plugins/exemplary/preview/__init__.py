"""`exemplary serve`: pages are rendered when a browser requests them, and again after every change.

files --watching--> batches of changes --session--> Version --server--> pages, with findings in a panel above them
"""
