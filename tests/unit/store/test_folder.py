"""What is there is never taken for absent; several files are written together or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from subsidy_rules.model.errors import RuleSetError, SourceError
from subsidy_rules.model.rule import Review, RuleSet
from subsidy_rules.store import folder as store_folder
from subsidy_rules.store.edition import change_ruleset
from subsidy_rules.store.files import earlier_ruleset, edition_folder, load_ruleset_dir, save_ruleset
from subsidy_rules.store.folder import PENDING, ruleset_texts, settle
from subsidy_rules.yaml.plain import read_yaml

CAP = "tsujo.subsidy_amount"


@pytest.fixture
def ruleset(make_rule: Any, make_ruleset: Any) -> RuleSet:
    names = [f"{CAP}.a", f"{CAP}.b", "security.subsidy_amount.c", "security.subsidy_amount.d"]
    review = Review(state="rejected", by="tanaka", at="2026-04-02", basis="000000000000")
    made: RuleSet = make_ruleset(*(make_rule(name, {"max": n}, review=review) for n, name in enumerate(names, 1)))
    return made


@pytest.fixture
def held(tmp_path: Path, ruleset: RuleSet) -> Path:
    save_ruleset(tmp_path / "e", ruleset)
    return tmp_path / "e"


def in_json(path: Path) -> None:
    path.write_text(json.dumps(read_yaml(path.read_text(encoding="utf-8")), ensure_ascii=False), encoding="utf-8")


def reordered(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([*lines[2:], lines[1], '"schema": "subsidy-ruleset/2"\n']), encoding="utf-8")


READ: dict[str, Callable[[Path], object]] = {
    "a mark in front": lambda path: path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes()),
    "line ends of Windows": lambda path: path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n")),
    "comments on top": lambda path: path.write_text("# mine\n" * 30 + "\n" + path.read_text(encoding="utf-8"), encoding="utf-8"),
    "JSON": in_json,
    "keys in another order": reordered,
}
REFUSED: dict[str, Callable[[Path], object]] = {
    "gone": Path.unlink,
    "emptied": lambda path: path.write_bytes(b""),
    "blanks only": lambda path: path.write_text(" \n\n", encoding="utf-8"),
    "a comment only": lambda path: path.write_text("# mine\n", encoding="utf-8"),
    "another ending": lambda path: path.rename(path.with_suffix(".yml")),
    "in capitals": lambda path: path.rename(path.with_suffix(".YAML")),
    "UTF-16": lambda path: path.write_text(path.read_text(encoding="utf-8"), encoding="utf-16"),
    "Shift_JIS": lambda path: path.write_bytes("# 枠\n".encode("cp932") + path.read_bytes()),
    "cut at a rule": lambda path: path.write_text(path.read_text(encoding="utf-8").rpartition("- id:")[0], encoding="utf-8"),
    "cut in a rule": lambda path: path.write_bytes(path.read_bytes()[:-30]),
    "a folder": lambda path: (path.unlink(), path.mkdir()),
    "other text": lambda path: path.write_text("mine: true\n", encoding="utf-8"),
    "another frame inside": lambda path: path.write_text(
        path.read_text(encoding="utf-8").replace("frame: tsujo", "frame: ../../canary"), encoding="utf-8"
    ),
}


@pytest.mark.parametrize("name", READ)
@pytest.mark.parametrize("file", ["tsujo.yaml", "ruleset.yaml"])
def test_what_can_be_read_is_read(held: Path, ruleset: RuleSet, name: str, file: str) -> None:
    READ[name](held / file)
    assert load_ruleset_dir(held) == ruleset


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_is_named_and_nothing_is_written(held: Path, ruleset: RuleSet, name: str) -> None:
    REFUSED[name](held / "tsujo.yaml")
    before = store_folder.digests(held)
    with pytest.raises(RuleSetError, match="tsujo"):
        change_ruleset(held, lambda earlier: ruleset.model_copy(update={"rules": ()}))
    assert store_folder.digests(held) == before


@pytest.mark.parametrize("name", [name for name in REFUSED if name != "another frame inside"])
def test_the_head_is_no_exception(held: Path, ruleset: RuleSet, name: str) -> None:
    if name == "cut at a rule":
        head = held / "ruleset.yaml"
        head.write_text(head.read_text(encoding="utf-8").partition("sources:")[0], encoding="utf-8")
    else:
        REFUSED[name](held / "ruleset.yaml")
    before = store_folder.digests(held)
    with pytest.raises(RuleSetError, match="ruleset"):
        change_ruleset(held, lambda earlier: ruleset)
    assert store_folder.digests(held) == before


def test_rules_added_by_hand_are_more_than_listed(held: Path) -> None:
    path = held / "tsujo.yaml"
    text = path.read_text(encoding="utf-8")
    first = text[text.index("- id:") : text.index("- id:", text.index("- id:") + 1)]
    path.write_text(text + first.replace(f"{CAP}.a", f"{CAP}.e"), encoding="utf-8")
    assert len(load_ruleset_dir(held).rules) == 5


def test_files_of_others_are_left_alone(held: Path, ruleset: RuleSet) -> None:
    others = {"notes.yaml": b"mine: true\n", "broken.yml": b"{a: [", "latin.yaml": b"name: caf\xe9\n", "list.json": b"[1]"}
    for name, data in others.items():
        (held / name).write_bytes(data)
    assert load_ruleset_dir(held) == ruleset
    save_ruleset(held, ruleset.model_copy(update={"rules": ruleset.rules[:2]}))
    assert {name: (held / name).read_bytes() for name in others} == others
    assert not (held / "tsujo.yaml").exists()


def test_a_set_written_before_files_were_listed(held: Path, ruleset: RuleSet) -> None:
    head = held / "ruleset.yaml"
    lines = head.read_text(encoding="utf-8").splitlines(keepends=True)
    head.write_text("".join(line for line in lines if not line.startswith(("files:", "- {name: "))), encoding="utf-8")
    assert load_ruleset_dir(held) == ruleset
    (held / "tsujo.yaml").write_bytes(b"")
    with pytest.raises(RuleSetError, match=r"tsujo\.yaml"):
        load_ruleset_dir(held)


@pytest.mark.parametrize("steps", range(6))
def test_killed_at_every_write(held: Path, ruleset: RuleSet, monkeypatch: pytest.MonkeyPatch, steps: int) -> None:
    """Whoever reads afterwards reads all of the old or all of the new, and the next writer finishes it."""
    new = ruleset.model_copy(update={"rules": tuple(rule.model_copy(update={"confidence": 0.5}) for rule in ruleset.rules[1:3])})
    left = steps
    write = store_folder.write_atomic

    def dying(path: Path, data: bytes) -> None:
        nonlocal left
        if left == 0:
            raise KeyboardInterrupt
        left -= 1
        write(path, data)

    monkeypatch.setattr(store_folder, "write_atomic", dying)
    try:
        save_ruleset(held, new)
        done = True
    except KeyboardInterrupt:
        done = False
    monkeypatch.undo()
    assert load_ruleset_dir(held) in ((new,) if done or steps else (ruleset,))
    settle(held)
    assert load_ruleset_dir(held) in ((new,) if done or steps else (ruleset,))
    assert not (held / PENDING).exists()


def test_what_somebody_changed_after_a_kill_stays(held: Path, ruleset: RuleSet, monkeypatch: pytest.MonkeyPatch) -> None:
    new = ruleset.model_copy(update={"rules": tuple(rule.model_copy(update={"confidence": 0.5}) for rule in ruleset.rules)})
    with monkeypatch.context() as patch:
        patch.setattr(store_folder, "settle", lambda folder: None)
        save_ruleset(held, new)
    path = held / "tsujo.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("{max: 1}", "{max: 7}"), encoding="utf-8")
    settle(held)
    assert sorted((rule.frame, rule.confidence) for rule in load_ruleset_dir(held).rules) == [
        ("security", 0.5),
        ("security", 0.5),
        ("tsujo", 0.97),
        ("tsujo", 0.97),
    ]
    assert "{max: 7}" in path.read_text(encoding="utf-8")


def test_an_editor_that_saves_meanwhile_is_read_again(held: Path, ruleset: RuleSet) -> None:
    seen: list[int] = []

    def change(earlier: RuleSet | None) -> RuleSet:
        assert earlier is not None
        amounts = [rule.value.model_dump()["max"] for rule in earlier.rules]
        seen.append(max(amounts))
        if len(seen) == 1:
            path = held / "tsujo.yaml"
            path.write_text(path.read_text(encoding="utf-8").replace("{max: 1}", "{max: 9}"), encoding="utf-8")
        return earlier.model_copy(update={"title": "別の題"})

    made = change_ruleset(held, change)
    assert seen == [4, 9]
    assert load_ruleset_dir(held) == made
    assert made.title == "別の題"


def test_an_empty_folder_holds_no_rule_set(tmp_path: Path) -> None:
    assert ruleset_texts(tmp_path / "none") == {}
    assert earlier_ruleset(tmp_path) is None


@pytest.mark.parametrize(
    ("programme", "edition"), [("..", "2025"), ("it-hojo", "../2025"), ("a/b", "1"), ("it-hojo", "2025\n"), ("a", "x" * 200)]
)
def test_names_stay_in_their_folder(tmp_path: Path, programme: str, edition: str) -> None:
    with pytest.raises(SourceError, match="cannot name"):
        edition_folder(tmp_path, programme, edition)


def test_a_frame_that_is_no_name_is_written_nowhere(tmp_path: Path, make_rule: Any, make_ruleset: Any) -> None:
    rule = make_rule("tsujo.subsidy_rate", {"rate": "1/2"}).model_copy(update={"frame": "../canary"})
    with pytest.raises(RuleSetError, match="cannot name"):
        save_ruleset(tmp_path / "a" / "e", make_ruleset(rule))
    assert list(tmp_path.rglob("*.yaml")) == []
