"""One file for each group of commands; each joins the command line by its ``add_to``."""
