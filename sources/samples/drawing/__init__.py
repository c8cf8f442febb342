"""How the samples are drawn: font, text lines, tables with thin-fill borders, A4 sheets, HTML pages."""
