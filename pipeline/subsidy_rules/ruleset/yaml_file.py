"""RuleSet ↔ the YAML files of the contract: UTF-8, LF, fixed key order, one rule per block, the same bytes for the same rules."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from subsidy_rules.kinds import all_kinds
from subsidy_rules.messages.message import Message, Said, message
from subsidy_rules.model.basis import value_data
from subsidy_rules.model.declared import is_slug
from subsidy_rules.model.document import Evidence, Source
from subsidy_rules.model.errors import Place, RuleSetError
from subsidy_rules.model.review import LedgerEntry
from subsidy_rules.model.rule import SCHEMA, Condition, Rule, RuleSet, Value
from subsidy_rules.model.validation import validation_words
from subsidy_rules.review.by_hand import added, as_said, noticed
from subsidy_rules.ruleset.blocks import BLOCKS
from subsidy_rules.ruleset.listing import HEAD, check_listing, listing_data
from subsidy_rules.yaml.lines import YamlSyntaxError, load_yaml
from subsidy_rules.yaml.plain import NoYamlError, read_yaml
from subsidy_rules.yaml.style import Flow, Row

# besides what a rule set is made of: what the head says of itself
_SAID_OF_IT = ("schema", "status", "files")
HEAD_KEYS = frozenset({*_SAID_OF_IT, *RuleSet.model_fields} - {"rules"})
RULES_KEYS = frozenset({"schema", "frame", "rules"})
_PLAIN = frozenset({str, int, float, bool, type(None)})


def dump_ruleset(ruleset: RuleSet, also: Collection[str] = ()) -> dict[str, str]:
    """File name → YAML text: `ruleset.yaml`, and `common.yaml` and `<frame>.yaml` for what has rules; of frames in `also` in any case.

    Raises RuleSetError where a frame cannot name a file.
    """
    from subsidy_rules.yaml.writing import write_yaml  # its patterns take as long to make as a small set to read

    head = head_data(ruleset, also)
    out = {HEAD: BLOCKS.head(repr(head), lambda: write_yaml(head))}
    named = sorted({*also, *(rule.frame for rule in ruleset.rules)})
    alike = [frame for frame, n in Counter(map(str.casefold, named)).items() if n > 1]  # one file on many systems
    for frame in named:
        if not is_slug(frame) or frame.casefold() in alike or f"{frame.casefold()}.yaml" == HEAD:
            raise _error(Place(f"{ruleset.programme}/{ruleset.edition}"), message("the frame {frame!r} cannot name a file", frame=frame))
        rules = [rule for rule in ruleset.rules if rule.frame == frame]
        top = f"schema: {SCHEMA}\nframe: {frame}\nrules:{'' if rules else ' []'}\n"
        out[f"{frame}.yaml"] = BLOCKS.text(top, rules, lambda rule: write_yaml([rule_data(rule)]), _of_block)
    return out


def _of_block(block: str) -> Rule:
    """The rule that its block says: what is not written of a rule (why it is unsure, parts of a point) is not in it."""
    return noticed(rule_of(read_yaml(block)[0]))


def head_data(ruleset: RuleSet, also: Iterable[str] = ()) -> dict[str, object]:
    """What `ruleset.yaml` says: all but the rules. The list of files stands near the top, so that a file that is cut still has it."""
    data = ruleset.model_dump(mode="json", exclude={"rules", "frames", "sources", "renamed", "ledger", "rejected"}, exclude_none=True)
    if ruleset.reviewers == 1:
        del data["reviewers"]
    files = listing_data(ruleset, (f"{frame}.yaml" for frame in also))
    head: dict[str, object] = {
        "schema": SCHEMA,
        **{key: data.pop(key) for key in ("programme", "edition")},
        "files": [Flow(file) for file in files],
        **data,
        "status": ruleset.status,
        "frames": [Flow(frame.model_dump()) for frame in ruleset.frames],
        "sources": [_source(source) for source in ruleset.sources],
    }
    if ruleset.renamed:
        head["renamed"] = [Flow(renamed.model_dump()) for renamed in ruleset.renamed]
    if ruleset.ledger:
        head["ledger"] = [_ledger_entry(entry) for entry in ruleset.ledger]
    if ruleset.rejected:
        head["rejected"] = [Flow(entry.model_dump(mode="json", exclude_none=True)) for entry in ruleset.rejected]
    return head


def _ledger_entry(entry: LedgerEntry) -> dict[str, Any]:
    data = entry.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    return {**data, "review": Flow(data["review"])}


def _source(source: Source) -> dict[str, Any]:
    data = source.model_dump(mode="json", exclude_none=True)
    return data if source.read is None else {**data, "read": Flow(data["read"])}


def rule_data(rule: Rule) -> dict[str, Any]:
    """One rule as the files have it."""
    data: dict[str, Any] = {"id": rule.id, "kind": rule.kind, "frame": rule.frame, "label": rule.label}
    if rule.label_en:
        data["label_en"] = rule.label_en
    data |= _claim(rule.value, rule.when)
    data["evidence"] = [_evidence(e) for e in rule.evidence]
    data["confidence"] = rule.confidence
    review = as_said(rule)
    data["review"] = Flow({"state": review.state, **review.model_dump(mode="json", exclude_none=True, exclude_defaults=True)})
    if rule.readings:
        data["readings"] = [{**_claim(r.value, r.when), "evidence": [_evidence(e) for e in r.evidence]} for r in rule.readings]
    if rule.extracted is not None:
        data["extracted"] = _claim(rule.extracted.value, rule.extracted.when)
    if rule.before is not None:
        data["before"] = {**_claim(rule.before.value, rule.before.when), "at": rule.before.at, "quote": rule.before.quote}
    return data


def _claim(value: Value, when: tuple[Condition, ...]) -> dict[str, Any]:
    """Value and conditions; no `when` where the rule always holds."""
    out: dict[str, Any] = {"value": Flow(value_data(value))}
    if when:
        out["when"] = [Flow(node.model_dump(mode="json", by_alias=True, exclude_none=True)) for node in when]
    return out


def _evidence(evidence: Evidence) -> dict[str, Any]:
    data: dict[str, Any] = {"source": evidence.source}
    if evidence.page is not None:
        data["page"] = evidence.page
    if evidence.bbox is not None:
        data["bbox"] = Row([round(x, 1) for x in evidence.bbox])
    data |= {"at": evidence.at, "quote": evidence.quote}
    if evidence.whole is not None:
        data["whole"] = evidence.whole
    if evidence.boxes:
        data["boxes"] = Row(Row(round(x, 1) for x in box) for box in evidence.boxes)
    if evidence.from_picture:
        data["from_picture"] = True
    return data


def load_ruleset(files: Mapping[str, str], name: str) -> RuleSet:
    """The rule set that these files hold.

    Args:
        files: file name → YAML text of one edition's folder.
        name: what messages call the folder.

    Raises:
        RuleSetError: no head, another schema version, or a rule that does not keep to the contract; with file and YAML line.
    """
    if HEAD not in files:
        raise _error(Place(f"{name}/{HEAD}"), message("the head of the rule set is missing"))
    head = load_data(files[HEAD], f"{name}/{HEAD}")
    refuse_version(head, f"{name}/{HEAD}", name)
    found = {file: _read_once(text, f"{name}/{file}") for file, text in sorted(files.items()) if file != HEAD}
    check_listing(head, {file: [rule.id for rule in held] for file, held in found.items()}, name)
    rules = [added(rule, listed="files" in head) for held in found.values() for rule in held]
    return ruleset_of(head, rules, f"{name}/{HEAD}", files[HEAD])


def _read_once(text: str, file: str) -> tuple[Rule, ...]:
    """The rules of a file, which are all of the frame that it is named after."""
    rules = BLOCKS.rules(text, lambda: tuple(_rules(text, file)))
    for index, rule in enumerate(rules):
        if not file.endswith(f"/{rule.frame}.yaml"):
            line = load_yaml(text).line_of(("rules", index, "frame"))
            raise _error(Place(file, line=line), message("the frame {frame!r} is not that of the file", frame=rule.frame))
    return rules


def ruleset_of(head: Mapping[str, Any], rules: Iterable[Rule], file: str, text: str) -> RuleSet:
    """The rule set of a head, as the file `ruleset.yaml` has it, and rules. Raises RuleSetError with the YAML line."""
    fields = {key: value for key, value in head.items() if key in HEAD_KEYS and key not in _SAID_OF_IT}
    try:
        return RuleSet.model_validate({**_strings(fields), "rules": sorted(rules, key=lambda rule: rule.id)})
    except ValidationError as problem:
        raise _invalid(problem, file, text) from problem


def load_rules_file(text: str, file: str) -> tuple[Rule, ...]:
    """The rules of one file of rules; none for the head of a rule set. Raises RuleSetError with the YAML line."""
    data = load_data(text, file)
    return () if isinstance(data, dict) and "programme" in data else tuple(added(rule, listed=False) for rule in _rules(text, file))


def load_data(text: str, file: str) -> Any:
    """The data of a file, by the fast loader; only an error needs the one that knows lines. Raises RuleSetError."""
    try:
        return read_yaml(text)
    except NoYamlError as error:
        try:
            load_yaml(text)
        except YamlSyntaxError as located:
            raise _error(Place(file, line=located.line), located.words) from error
        raise _error(Place(file), message("this is not YAML")) from error


def _rules(text: str, file: str) -> Iterator[Rule]:
    data = load_data(text, file)
    refuse_version(data, file, file.rpartition("/")[0] or file)
    if not isinstance(data.get("rules"), list):
        raise _error(Place(file, line=1), message("this is no file of rules"))
    for index, entry in enumerate(data["rules"]):
        try:
            yield noticed(rule_of(entry))
        except (ValidationError, KeyError, TypeError, AttributeError) as problem:
            raise _invalid(problem, file, text, ("rules", index)) from problem


def rule_of(entry: Any) -> Rule:
    """The rule that an entry of a file states. Raises ValidationError, KeyError, TypeError or AttributeError where it does not fit."""
    if entry.get("kind") not in all_kinds():
        raise KeyError(message("unknown kind {kind!r}; known: {known}", kind=entry.get("kind"), known=", ".join(all_kinds())))
    kind = all_kinds()[entry["kind"]].value_type
    data = {**_strings(entry), "value": kind.model_validate(entry["value"])}
    if "readings" in entry:
        data["readings"] = [{**_strings(r), "value": kind.model_validate(r["value"])} for r in entry["readings"]]
    for beside in ("extracted", "before"):
        if beside in entry:
            data[beside] = {**_strings(entry[beside]), "value": kind.model_validate(entry[beside]["value"])}
    return Rule.model_validate(data)


def _strings(node: Any) -> Any:
    """Dates, which YAML makes of unquoted ISO strings, as the strings that they are in the contract."""
    if type(node) is dict:  # nearly all that is in it is plain, and asked here
        return {str(key): value if type(value) in _PLAIN else _strings(value) for key, value in node.items()}
    if type(node) is list:
        return [item if type(item) in _PLAIN else _strings(item) for item in node]
    return node.isoformat() if isinstance(node, datetime.date) else node


def _invalid(problem: Exception, file: str, text: str, path: tuple[str | int, ...] = ()) -> RuleSetError:
    where, what = path, message("the entry is not a rule")
    if isinstance(problem, ValidationError):
        first = problem.errors()[0]
        where, what = (*path, *first["loc"]), validation_words(first)
    elif isinstance(problem, KeyError) and isinstance(problem.args[0], Message):
        what = problem.args[0]
    elif isinstance(problem, KeyError):
        what = message("{where!r} is missing", where=problem.args[0])
    return _error(Place(file, line=load_yaml(text).line_of(where)), what)


def refuse_version(data: Any, file: str, folder: str) -> None:
    """Raises RuleSetError unless the data is of this version of the contract; an older or newer one is called by its name."""
    schema = str(data.get("schema")) if isinstance(data, dict) else ""
    if schema == SCHEMA:
        return
    place = Place(file, line=1)
    family, _, version = schema.partition("/")
    if family != SCHEMA.partition("/")[0] or re.fullmatch(r"[0-9]{1,9}", version) is None:
        raise _error(place, message("the schema is not {schema}", schema=SCHEMA))
    older = int(version) < int(SCHEMA.partition("/")[2])
    raise RuleSetError(
        place,
        message("The rule set is of {found}, this program works with {schema}.", found=schema, schema=SCHEMA),
        message("Nothing was read from the folder."),
        message("Take it along with all decisions: `subsidy-rules migrate {folder}`.", folder=folder)
        if older
        else message("Install a newer subsidy-rules."),
    )


def _error(place: Place, what: Said) -> RuleSetError:
    return RuleSetError(
        place,
        message("{what}.", what=what),
        message("The file does not keep to the contract, so nothing was read from the folder."),
        message("Correct the line or build the rule set anew."),
    )
