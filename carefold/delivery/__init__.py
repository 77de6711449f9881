"""Handouts on their way to people: the ledger of what went to whom, messages, the mail server."""
