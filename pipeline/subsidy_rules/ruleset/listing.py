"""What `ruleset.yaml` says of the files beside it: their names and how many rules each holds. By it a file that is gone or cut is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from subsidy_rules.messages.message import Said, counted, message
from subsidy_rules.model.errors import Place, RuleSetError, RulesGoneError
from subsidy_rules.model.rule import RuleSet

HEAD = "ruleset.yaml"
_COUNTED = ("sources", "renamed", "ledger", "rejected")  # lists of the head that a cut would shorten


def listing_data(ruleset: RuleSet, also: Iterable[str] = ()) -> list[dict[str, Any]]:
    """The entries of `files`: the head with the lengths of its lists, then each file of rules; `also` names files without rules."""
    counts = dict.fromkeys(also, 0)
    for rule in ruleset.rules:
        counts[f"{rule.frame}.yaml"] = counts.get(f"{rule.frame}.yaml", 0) + 1
    head = {"name": HEAD, **{key: n for key in _COUNTED if (n := len(getattr(ruleset, key)))}}
    return [head, *({"name": name, "rules": n} for name, n in sorted(counts.items()))]


def listed_names(head: Any) -> tuple[str, ...]:
    """The names of the files of rules that a head lists; none where it was written before files were listed."""
    files = head.get("files") if isinstance(head, Mapping) else None
    rows = files if isinstance(files, Sequence) and not isinstance(files, str) else ()
    return tuple(str(row["name"]) for row in rows if isinstance(row, Mapping) and "name" in row and row["name"] != HEAD)


def check_listing(head: Mapping[str, Any], held: Mapping[str, Sequence[str]], name: str) -> None:
    """Raises RuleSetError where a listed file is not there, or holds fewer than it is said to; more were added by hand.

    Args:
        head: the data of `ruleset.yaml`.
        held: name of each file of rules that is there → the ids that it holds.
        name: what messages call the folder.
    """
    files = head.get("files", [])
    if not isinstance(files, list) or not all(isinstance(row, dict) and isinstance(row.get("name"), str) for row in files):
        raise _lost(f"{name}/{HEAD}", message("The list of files is damaged."))
    for row in files:
        if row["name"] == HEAD:
            short = next((key for key in _COUNTED if _length(head.get(key)) < _count(row.get(key))), None)
            if short is not None:
                raise _lost(f"{name}/{HEAD}", message("A part of {key} is gone.", key=short))
        elif row["name"] not in held:
            raise _lost(f"{name}/{row['name']}", message("The file is gone."))
        elif len(held[row["name"]]) < (n := _count(row.get("rules"))):
            raise rules_gone(name, row["name"], n, held[row["name"]])


def rules_gone(name: str, file: str, n: int, held: Sequence[str], known: Sequence[str] = ()) -> RulesGoneError:
    """What is said of a file in the folder `name` that held `n` rules; `known` are the ids that it is known to have had."""
    gone = [one for one in known if one not in held]
    told = counted("It held {n} rule, now {now}.", "It held {n} rules, now {now}.", n, now=len(held))
    what = message("{told} Gone: {ids}", told=told, ids=", ".join(gone)) if gone else told
    again = message(
        "Bring the file back, from version control or a copy. Who deleted rules because they are wrong then calls"
        " `subsidy-rules reject {folder} {ids} --by NAME`, and they stay away.",
        folder=name,
        ids=" ".join(gone) or "ID",
    )
    why = message("Decisions could be lost, so nothing was written in the folder.")
    return RulesGoneError(Place(f"{name}/{file}"), what, why, again, name=file, held=tuple(held), n=n)


def _length(value: object) -> int:
    return len(value) if isinstance(value, list) else 0


def _count(value: object) -> int:
    return value if isinstance(value, int) else 0


def _lost(file: str, what: Said) -> RuleSetError:
    return RuleSetError(
        Place(file),
        what,
        message("Decisions could be lost, so nothing was written in the folder."),
        message("Bring the file back, from version control or a copy. A rule that is wrong is rejected, not deleted."),
    )
