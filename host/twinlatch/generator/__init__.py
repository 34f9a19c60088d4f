"""New passwords, and how hard a password is to guess."""
