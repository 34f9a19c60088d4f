"""Which login belongs to which page, decided from URLs alone."""
