"""What a day or a month came to, for the office's file: JSON and CSV for machines, a PDF to print and sign."""
