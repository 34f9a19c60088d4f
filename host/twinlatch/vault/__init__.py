"""The vault file: what VAULT_FORMAT.md says, and nothing else in Twinlatch reads or writes it."""
