"""What makes a ticket believable: keys, the signed token in its QR, its verification, its short code for people.

Knows neither the database nor the clock: day and office are handed in, and whether a genuine ticket was already
served or void is the store's to say. The format is described in docs/token.md.
"""
