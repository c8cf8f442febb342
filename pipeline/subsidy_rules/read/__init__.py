"""Documents as published → layouts and pages. pdfium, BeautifulSoup and lxml end here."""
