"""Checks on the answers of given HTTP addresses, as one anonymous visitor gets them."""
