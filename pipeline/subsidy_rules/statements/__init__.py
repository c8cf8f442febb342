"""What a cell or clause states: values with the conditions that their words and headers put on them."""
