"""The Japanese of official subsidy documents: folding, quantities, dates, conditions, vocabulary."""
