"""Definitions of programmes: loading, checking, editing and proposing them."""
