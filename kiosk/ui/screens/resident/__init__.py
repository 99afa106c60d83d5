"""A resident's visit, from the welcome to the ticket."""
