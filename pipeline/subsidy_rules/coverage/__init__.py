"""What of a document ended up in rules: every figure bound, waived with a reason, or unread."""

from subsidy_rules.coverage.boxes import with_exact_boxes
from subsidy_rules.coverage.measure import measure_coverage
from subsidy_rules.coverage.passages import Passage, passages_of
from subsidy_rules.coverage.report import BoundTo, CoverageReport, Entry, State
from subsidy_rules.coverage.waive import reason_words

__all__ = ["BoundTo", "CoverageReport", "Entry", "Passage", "State", "measure_coverage", "passages_of", "reason_words", "with_exact_boxes"]
