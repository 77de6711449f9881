"""Reading: YAML that remembers lines becomes validated models; everything that is wrong is said at once."""
