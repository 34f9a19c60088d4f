"""Items as people see them: entries for lists, search, changes and their own one-time codes."""
