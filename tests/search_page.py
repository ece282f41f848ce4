"""Selectors of the search page and the box in the header."""

BOX = "#tim-nhanh"
OPTIONS = "form[data-search] [role=option]"
RESULTS = "[data-search-results] li[data-record]"
READY = '[data-search-results][data-state="ready"]'
STATUS = "[data-search-status]"
