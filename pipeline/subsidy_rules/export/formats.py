"""A rule set in any of the formats: file name → bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from subsidy_rules.export.days import published_days
from subsidy_rules.export.openfisca import write_openfisca
from subsidy_rules.export.sqlite import write_sqlite
from subsidy_rules.export.typed_json import write_cel, write_json
from subsidy_rules.messages.message import Lang
from subsidy_rules.model.review import REVIEWED
from subsidy_rules.model.rule import Rule, RuleSet
from subsidy_rules.report.rule_formats import write_rules

FORMATS = ("json", "cel", "sqlite", "xlsx", "openfisca", "markdown")
_NO_DAY = "0001-01-01"  # OpenFisca wants one where the sources tell none


def exported_rules(ruleset: RuleSet, *, every: bool = False) -> tuple[Rule, ...]:
    """The reviewed rules; all with `every`, rejected ones too, each with its state."""
    return tuple(rule for rule in ruleset.rules if every or rule.review.state in REVIEWED)


def write_export(form: str, editions: Sequence[RuleSet], lang: Lang, *, every: bool = False) -> bytes:
    """The bytes of an export of the last of these editions; OpenFisca takes all of them, as a ZIP archive of its files."""
    ruleset = editions[-1]
    rules = exported_rules(ruleset, every=every)
    if form == "openfisca":
        return _zipped(write_openfisca([(since(one), one, exported_rules(one, every=every)) for one in editions]))
    if form == "sqlite":
        return write_sqlite(ruleset, rules)
    if form in ("json", "cel"):
        return (write_json if form == "json" else write_cel)(ruleset, rules).encode("utf-8")
    written = write_rules(form, ruleset, rules, {}, lang)
    return written if isinstance(written, bytes) else written.encode("utf-8")


def since(ruleset: RuleSet) -> str:
    """The day from which an edition holds: that of its first published document."""
    return min(published_days(ruleset), default=_NO_DAY)


def openfisca_files(editions: Sequence[RuleSet], *, every: bool = False) -> dict[str, str]:
    """The files of an OpenFisca export, for a folder."""
    return write_openfisca([(since(one), one, exported_rules(one, every=every)) for one in editions])


def _zipped(files: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), files[name])
    return stream.getvalue()
