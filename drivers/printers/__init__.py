"""Ticket printers: blocks -> bytes -> paper, and the proof that a ticket came out."""
