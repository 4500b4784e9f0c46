"""Reads a reply against what was asked: what was answered, and what was not, with the words that show it."""
