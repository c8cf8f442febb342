"""Rules in words, Japanese and English."""
