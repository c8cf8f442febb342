"""Work in processes of its own: several documents at a time, with limits on memory and time."""
