"""Rule sets into the formats that apps use: JSON with CEL, SQLite, OpenFisca, tables."""
