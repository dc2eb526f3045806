"""The record in tables, out and in: sources, claims, appearances, reviews and evidence as CSV, XLSX and JSON.

    cells.py      several values in one cell, and cells that no spreadsheet runs
    files.py      a file as rows, within limits; rows as a file
    tables.py     what the tables share: rights, what is unchanged, what a row would change
    identity.py   sources, claims, appearances
    reviews.py    reviews and evidence: drafts only
    pages.py      the pages: export, import with a preview, confirm

and claimreviews.py, the page that takes ClaimReviews of anybody in, as drafts.

What is exported and imported again changes nothing. An import happens whole or not at all, and does no more than an editor can do by hand.
"""
