"""Words of one language and direction to shaped lines: itemise, shape, break."""
