"""Is a source still there, and does it still say what it said?

guard.py     which machines may be asked: none but those of the public internet
fetch.py     one address, asked once, within limits of time and size
text.py      what of an answer is its text, and how far two texts are apart
judging.py   what an answer means, beside the one before
run.py       many sources: a few at a time, one at a time a host
"""
