"""The counter: the staff's window and terminal. Reads what a scanner reads, says whether it is a ticket to be served,
marks what became of it. Described in docs/counter.md.
"""
