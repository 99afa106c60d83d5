"""What is kept: tables, the functions that use them, and their migrations."""
