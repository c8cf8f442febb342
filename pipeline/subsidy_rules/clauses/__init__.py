"""Pages → clause tree with zones, change log and the places of tables."""
