"""The only writer of files: rule sets, what was read, what earlier runs found."""
