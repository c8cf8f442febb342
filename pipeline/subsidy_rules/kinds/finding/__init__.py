"""Where the kinds are found: loaded when a document is read, so that comparing and showing rule sets need not wait for it."""
