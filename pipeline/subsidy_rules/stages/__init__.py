"""The stages as commands call them: ingest, run, look, status, comparison."""
