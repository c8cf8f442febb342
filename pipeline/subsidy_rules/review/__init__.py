"""Decisions of people on rules: taking them, and carrying them over to a new extraction."""
