"""Changes and rule sets → text, Markdown, JSON, tables."""
