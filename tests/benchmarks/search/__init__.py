"""`make bench-search`: size, speed and correctness of the search, compared with Pagefind.

README.md explains the results.
"""
