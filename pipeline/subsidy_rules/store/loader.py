"""Rule sets for programs that use them: one call, reviewed rules, the edition of a day, and rules by frame, kind and fact."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from subsidy_rules.evaluate.conditions import leaves
from subsidy_rules.evaluate.evaluate import REVIEWED
from subsidy_rules.messages.message import message
from subsidy_rules.model.errors import Place, RuleSetError
from subsidy_rules.model.programme import COMMON
from subsidy_rules.model.rule import Leaf, Rule, RuleSet
from subsidy_rules.store.files import load_ruleset_dir
