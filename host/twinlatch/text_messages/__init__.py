"""Text messages: the gateway they are handed in at, which gateways there are, and phone numbers."""
