"""Rules and messages in words, Japanese and English."""
