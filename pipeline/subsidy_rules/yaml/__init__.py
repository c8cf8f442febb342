"""YAML text to plain data: fast without lines, slower with the line of each node."""
