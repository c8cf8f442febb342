"""What is answered to a browser on this machine: the page on which people review rules."""
