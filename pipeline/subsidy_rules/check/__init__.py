"""What is wrong with a rule set: against the contract, in itself, against its documents and the portal."""
