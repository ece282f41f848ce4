"""`exemplary serve`: the site made page by page as a browser asks for it, and again at every change.

files --watching--> batches of changes --desk--> Version --server--> pages, with what is wrong on top of them
"""
