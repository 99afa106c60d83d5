"""Carries out what the rules ask for, on worker threads, and brings the answers back as events."""
