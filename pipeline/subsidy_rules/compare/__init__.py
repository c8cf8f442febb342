"""Two rule sets → what changed between them, for the applicant."""

from subsidy_rules.compare.checks import Check, all_checks
from subsidy_rules.compare.rulesets import compare_rulesets

__all__ = ["Check", "all_checks", "compare_rulesets"]
