"""YAML text to nodes that know the place of each character."""
