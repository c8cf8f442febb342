"""The nouns: documents, layouts, rules, changes, programmes, errors. Nothing here reads, computes or writes."""
