"""subsidy-rules: page-cited rule sets of Japanese SME subsidies, extracted, reviewed and compared."""

__version__ = "0.1.0"
