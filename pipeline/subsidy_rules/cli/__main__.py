"""`python -m subsidy_rules.cli`."""

from subsidy_rules.cli import main

main()
