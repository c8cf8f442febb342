"""What the page of review shows and takes, asked without a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from subsidy_rules.model.basis import basis_of
from subsidy_rules.model.document import Clause, Document, Line, Page
from subsidy_rules.model.errors import SubsidyRulesError
from subsidy_rules.model.proposal import Proposal
from subsidy_rules.model.review import Comment, LedgerPlace
from subsidy_rules.model.rule import Before, Reading, Review, RuleSet
from subsidy_rules.serve.asked import decisions_of
from subsidy_rules.serve.desk import Desk
from subsidy_rules.serve.document_view import Spot
from subsidy_rules.serve.form_view import proposed
from subsidy_rules.serve.papers import Papers, marked_lines
from subsidy_rules.serve.review_app import review_app
from subsidy_rules.stages.page_images import PageImages
from subsidy_rules.stages.sitting import Sitting
from subsidy_rules.store.files import Extraction, load_ruleset_dir, save_candidates, save_document, save_ruleset
from subsidy_rules.store.proposals import save_proposals

CAP, RATE, OLD, BAD = "tsujo.subsidy_amount.base", "tsujo.subsidy_rate.sme", "tsujo.requirement.gbiz_id", "security.requirement.gbiz_id"
SHA = "c" * 64
TEXT = "報告書は完了後45日以内に提出すること。<script>alert(1)</script>"


@pytest.fixture
def folder(tmp_path: Path, make_rule: Any, make_ruleset: Any) -> Path:
    rate = make_rule(RATE, {"rate": "1/2"}, quote="補助率は１／２以内とする。")
    readings = tuple(Reading(value=type(rate.value)(rate=one), evidence=rate.evidence) for one in ("1/2", "2/3"))
    old = make_rule(OLD, {"topic": "gbiz_id"}, quote="アカウントを持つこと。")
    before = Before(value=old.value, quote="アカウントを有すること。")
    rules = (
        make_rule(CAP, {"max": 4_500_000}, quote="上限は４５０万円とする。<b>x</b>"),
        rate.model_copy(update={"readings": readings, "review": Review(state="conflict")}),
        old.model_copy(
            update={"before": before, "review": Review(state="stale", by="sato", was="approved", carried="reworded", basis=basis_of(old))}
        ),
        make_rule(BAD, {"topic": "gbiz_id"}, quote="アカウントを持つこと。"),
    )
    ruleset: RuleSet = make_ruleset(*rules, sha256=SHA)
    out = tmp_path / "out" / "it-hojo" / "2025"
    save_ruleset(out, ruleset)
    clause = Clause(clause_no=1, text=TEXT, sentences=((0, len(TEXT)),))
    document = Document(name="koubo.txt", sha256=SHA, format="text", pages=(Page(page_no=1, lines=(Line(text=TEXT),)),), clauses=(clause,))
    cache = tmp_path / "out" / ".cache"
    save_document(cache, document)
    save_candidates(cache, Extraction(programme="it-hojo", edition="2025", frame="tsujo", source=ruleset.sources[0], extractor="x"), ())
    return out


@pytest.fixture
def client(folder: Path) -> Iterator[TestClient]:
    sitting = Sitting(folder)
    sitting.open()
    sitting.read_ledgers()
    images = PageImages([SHA], [], folder.parent)
    images.jpeg(SHA, 1)  # by now it is known that no folder has the document
    desk = Desk(sitting, Papers(folder, images), "tanaka", lambda: "2026-04-02", "ja")
    with TestClient(review_app(desk)) as one:
        yield one


def keys(client: TestClient, **wanted: str) -> list[str]:
    return [key for key, _ in client.get("/queue", params=wanted).json()["items"]]


def seen(client: TestClient, key: str) -> str:
    found = re.search(r'data-seen="([^"]*)"', client.get("/item", params={"key": key}).text)
    assert found is not None
    return found[1]


def rule(folder: Path, rule_id: str) -> Any:
    return next(one for one in load_ruleset_dir(folder).rules if one.id == rule_id)


def test_the_queue_begins_with_what_decides_most(client: TestClient) -> None:
    found = client.get("/queue").json()
    assert [reason for _, reason in found["items"]] == ["conflict", "stale", "figure", "rest", "rest"]
    assert (found["left"], found["total"], found["ledger"]) == (5, 5, True)
    assert keys(client, kind="subsidy_amount") == [f"rule:{CAP}"]
    assert keys(client, text="４５０万円") == [f"rule:{CAP}"]
    assert keys(client, frame="security", reason="rest") == [f"rule:{BAD}"]


@pytest.mark.parametrize(("lang", "words"), [("ja", "なぜここに"), ("en", "Why here:")])
def test_a_panel_says_why_first_and_marks_the_value(client: TestClient, lang: str, words: str) -> None:
    page = client.get("/item", params={"key": f"rule:{CAP}", "lang": lang}).text
    assert page.index(words) < page.index("<h2")
    assert "<mark>４５０万円</mark>" in page
    assert "<b>x</b>" not in page  # of a document nothing is markup
    assert "&lt;b&gt;x&lt;/b&gt;" in page


def test_a_stale_rule_shows_both_texts_and_what_changed(client: TestClient) -> None:
    page = client.get("/item", params={"key": f"rule:{OLD}"}).text
    assert "書き換えられて" in page
    assert re.search(r"アカウントを<mark>有す", page)
    assert re.search(r'アカウントを<mark class="new">持つ', page)
    assert "前の判断: 承認" in page


def test_readings_are_numbered_and_one_is_chosen(client: TestClient, folder: Path) -> None:
    page = client.get("/item", params={"key": f"rule:{RATE}"}).text
    assert page.count('data-act="choose"') == 2
    data = {"act": "choose", "key": f"rule:{RATE}", "n": 2, "seen": seen(client, f"rule:{RATE}"), "next": f"rule:{CAP}"}
    answer = client.post("/decide", json=data).json()
    assert answer["key"] == f"rule:{CAP}"
    assert "上限は" in answer["html"]
    assert (str(rule(folder, RATE).value.rate), rule(folder, RATE).review.by) == ("2/3", "tanaka")
    assert answer["queue"]["left"] == 4


def test_two_readings_that_both_hold_become_two_rules(client: TestClient, folder: Path) -> None:
    """One document may say it twice for two cases: the one is chosen, and the other is made of the same words."""
    form = client.get("/form", params={"key": f"rule:{RATE}", "another": "yes"}).text
    assert 'value="2/3"' in form
    assert "規則の名前" not in form
    made = {
        "act": "another",
        "key": f"rule:{RATE}",
        "kind": "subsidy_rate",
        "frame": "tsujo",
        "fields": {"rate": "2/3", "when": "従業員数 <= 5"},
    }
    assert client.post("/decide", json=made).status_code == 200
    assert rule(folder, RATE).review.state == "conflict"
    (new,) = (one for one in load_ruleset_dir(folder).rules if one.review.state == "edited")
    assert (str(new.value.rate), new.when[0].value, new.evidence) == ("2/3", 5, rule(folder, RATE).readings[1].evidence)
    client.post("/undo", json={})
    assert len(load_ruleset_dir(folder).rules) == 4


def test_a_limit_is_offered_to_be_settled(client: TestClient) -> None:
    form = client.get("/form", params={"key": f"rule:{BAD}"}).text
    assert form.count('data-act="limit"') == 6  # of the measure and of the conditions: out, only then, except then
    assert 'data-answer="いいえ"' in form


def test_an_edit_is_typed_and_checked_before_it_is_saved(client: TestClient, folder: Path) -> None:
    wrong = client.post("/check", json={"kind": "subsidy_amount", "fields": {"max": "多い"}}).json()
    assert set(wrong["wrong"]) == {"max"}
    fields = {"max": "４００万円", "min": "なし", "when": "従業員数 <= 20"}
    told = client.post("/check", json={"kind": "subsidy_amount", "fields": fields}).json()
    assert "400万円" in told["reads"]
    form = client.get("/form", params={"key": f"rule:{CAP}"}).text
    assert 'value="450万円"' in form
    refused = client.post("/decide", json={"act": "edit", "key": f"rule:{CAP}", "fields": {"max": "多い"}})
    assert (refused.status_code, rule(folder, CAP).review.state) == (422, "draft")
    assert client.post("/decide", json={"act": "edit", "key": f"rule:{CAP}", "fields": fields}).status_code == 200
    saved = rule(folder, CAP)
    assert (saved.value.min, saved.value.max, saved.when[0].fact) == (None, 4_000_000, "employees")
    assert saved.extracted.value.max == 4_500_000


def test_undo_takes_back_any_number_of_steps(client: TestClient, folder: Path) -> None:
    before = load_ruleset_dir(folder).rules
    for key, act in ((CAP, "approve"), (BAD, "reject"), (OLD, "approve")):
        assert client.post("/decide", json={"act": act, "key": f"rule:{key}"}).status_code == 200
    said = [client.post("/undo", json={}).json()["said"] for _ in range(3)]
    assert said == [OLD, BAD, CAP]
    assert load_ruleset_dir(folder).rules == before
    assert client.post("/undo", json={}).status_code == 422


def test_what_somebody_else_decided_is_shown_and_stays(client: TestClient, folder: Path) -> None:
    mine = seen(client, f"rule:{CAP}")
    client.post("/decide", params={"by": "sato"}, json={"act": "reject", "key": f"rule:{CAP}", "reason": "別の枠"})
    answer = client.post("/decide", json={"act": "approve", "key": f"rule:{CAP}", "seen": mine})
    assert answer.status_code == 409
    assert "sato" in answer.json()["error"]
    assert "sato" in answer.json()["html"]
    assert rule(folder, CAP).review.state == "rejected"


def test_rules_alike_are_listed_and_decided_on_as_one(client: TestClient, folder: Path) -> None:
    listed = client.get("/alike", params={"key": f"rule:{BAD}"}).text
    shown = dict(re.findall(r'data-id="([^"]+)" data-seen="([^"]+)"', listed))
    assert set(shown) == {OLD, BAD}
    part = client.post("/decide", json={"act": "approve-alike", "key": f"rule:{BAD}", "seen": {BAD: shown[BAD], "another": "x"}})
    assert part.status_code == 422  # what was not shown is not decided
    assert client.post("/decide", json={"act": "approve-alike", "key": f"rule:{BAD}", "seen": shown}).status_code == 200
    assert {rule(folder, one).review.state for one in (OLD, BAD)} == {"approved"}
    client.post("/undo", json={})
    assert (rule(folder, OLD).review.state, rule(folder, BAD).review.state) == ("stale", "draft")


def test_an_unread_figure_becomes_a_rule_or_is_told_why_not(client: TestClient, folder: Path) -> None:
    (figure,) = (key for key in keys(client) if key.startswith("figure:"))
    page = client.get("/item", params={"key": figure}).text
    assert "45日" in page
    assert "<script>" not in page
    assert 'id="f-kind"' in client.get("/form", params={"key": figure}).text
    assert client.post("/decide", json={"act": "no-rule", "key": figure, "n": 4}).status_code == 200
    assert load_ruleset_dir(folder).ledger[0].review.note == "手続の手順"
    counted = client.get("/queue").json()
    assert (counted["counts"]["figure"], counted["left"], counted["total"]) == (0, 4, 5)  # what was answered counts on
    client.post("/undo", json={})
    made = {"act": "new-rule", "key": figure, "kind": "duty", "frame": "tsujo", "fields": {"topic": "実績の報告", "over": "45日"}}
    assert client.post("/decide", json=made).status_code == 200
    new = next(one for one in load_ruleset_dir(folder).rules if one.kind == "duty")
    assert (new.frame, new.value.over, new.review.by, new.evidence[0].quote) == ("tsujo", "P45D", "tanaka", TEXT)


def test_an_unread_clause_is_in_the_queue_unless_a_figure_in_it_is(folder: Path, request: pytest.FixtureRequest) -> None:
    other = "交付を受けた者は、機器を台帳に記し、事務局の求めがあれば見せること。"
    read_anew(folder, TEXT, other)
    client = request.getfixturevalue("client")
    (figure, clause) = (key for key in keys(client) if not key.startswith("rule:"))
    assert (figure[:7], clause[:7], client.get("/queue").json()["counts"]["clause"]) == ("figure:", "clause:", 1)
    page = client.get("/item", params={"key": clause}).text
    assert "台帳に記し" in page and 'class="why clause"' in page
    made = {"act": "new-rule", "key": clause, "kind": "duty", "frame": "tsujo", "fields": {"topic": "台帳の記入"}}
    assert client.post("/decide", json=made).status_code == 200
    assert next(one for one in load_ruleset_dir(folder).rules if one.kind == "duty").evidence[0].quote == other
    assert client.post("/undo", json={}).json()["key"] == clause
    assert client.post("/decide", json={"act": "no-rule", "key": clause, "n": 4}).status_code == 200
    # who decides on all figures of a clause has read it, and is not asked again
    assert client.post("/decide", json={"act": "no-rule", "key": figure, "n": 4}).status_code == 200
    assert not [key for key, reason in client.get("/queue").json()["items"] if reason in ("figure", "clause")]


def read_anew(folder: Path, *texts: str) -> None:
    """The document read anew, of these clauses."""
    clauses = tuple(Clause(clause_no=n, text=text, sentences=((0, len(text)),)) for n, text in enumerate(texts, start=1))
    page = Page(page_no=1, lines=tuple(Line(text=text) for text in texts))
    save_document(folder.parents[1] / ".cache", Document(name="koubo.txt", sha256=SHA, format="text", pages=(page,), clauses=clauses))


def test_the_document_shows_the_state_of_each_figure(client: TestClient) -> None:
    page = client.get("/page", params={"source": "koubo", "page": "1"}).text
    assert 'data-state="unread"' in page
    assert "&lt;script&gt;" in page
    assert client.get("/page", params={"source": "koubo", "page": "9999"}).status_code == 200
    assert client.get("/page", params={"source": "none", "page": "x"}).status_code == 200


def test_a_note_decides_nothing(client: TestClient, folder: Path) -> None:
    client.post("/decide", json={"act": "comment", "key": f"rule:{CAP}", "text": "要確認"})
    assert rule(folder, CAP).review.comments == (Comment(by="tanaka", at="2026-04-02", text="要確認"),)
    assert rule(folder, CAP).review.state == "draft"


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("/decide", {"act": "approve", "key": "rule:none"}),
        ("/decide", {"act": "explode", "key": f"rule:{CAP}"}),
        ("/decide", {"act": "approve", "key": f"rule:{RATE}"}),  # a conflict is not approved by its first reading
        ("/decide", {"act": "choose", "key": f"rule:{RATE}", "n": 7}),
        ("/check", {"kind": "none"}),
        ("/decide", []),
    ],
)
def test_what_cannot_be_meant_is_refused_in_words(client: TestClient, folder: Path, path: str, data: Any) -> None:
    before = load_ruleset_dir(folder)
    answer = client.post(path, json=data)
    assert answer.status_code == 422
    assert answer.json()["error"]
    assert load_ruleset_dir(folder) == before


def test_the_shell_loads_nothing_from_elsewhere(client: TestClient) -> None:
    page = client.get("/").text
    assert re.findall(r'(?:src|href)="(?!/)', page) == []
    assert " style=" not in page
    assert "onclick" not in page
    for path in re.findall(r'(?:src|href)="(/static/[^"]+)"', page):
        assert client.get(path).status_code == 200
    assert client.get("/static/../desk.py").status_code == 404
    assert client.get(f"/picture/{SHA}/1.jpg").status_code == 404


def test_lines_of_a_text_are_marked_where_the_quote_stands() -> None:
    lines = ("前の行", "上限は", "４５０万円とする。", "上限は")
    document = Document(name="x.txt", sha256=SHA, format="text", pages=(Page(page_no=1, lines=tuple(Line(text=one) for one in lines)),))
    assert [line.marked for line in marked_lines(document, "上限は ４５０万円とする。")] == [False, True, True, False]


def test_two_people_decide_the_same(folder: Path) -> None:
    sitting = Sitting(folder)
    assert sitting.open(2).reviewers == 2
    desk = Desk(sitting, Papers(folder, PageImages([], [], folder.parent)), "", lambda: "2026-04-02", "ja")
    key = f"rule:{CAP}"
    with TestClient(review_app(desk)) as client:
        nameless = client.post("/decide", json={"act": "approve", "key": key})
        assert nameless.status_code == 422  # no program decides: it takes a name
        client.post("/decide", params={"by": "tanaka"}, json={"act": "approve", "key": key})
        reasons = {by: dict(client.get("/queue", params={"by": by}).json()["items"])[key] for by in ("tanaka", "sato")}
        assert reasons == {"tanaka": "done", "sato": "second"}
        client.post("/decide", params={"by": "sato"}, json={"act": "approve", "key": key})
    decided = rule(folder, CAP).review
    assert (decided.state, decided.by, decided.first.by) == ("approved", "sato", "tanaka")


def test_the_last_edition_stands_beside_the_rule(folder: Path, make_rule: Any, make_ruleset: Any) -> None:
    review = Review(state="approved", by="sato", at="2025-04-02")
    save_ruleset(folder.parent / "2024", make_ruleset(make_rule(CAP, {"max": 4_000_000}, review=review), edition="2024"))
    sitting = Sitting(folder)
    sitting.open()
    desk = Desk(sitting, Papers(folder, PageImages([], [], folder.parent)), "tanaka", lambda: "2026-04-02", "ja")
    with TestClient(review_app(desk)) as client:
        assert dict(client.get("/queue").json()["items"])[f"rule:{CAP}"] == "changed"
        page = client.get("/item", params={"key": f"rule:{CAP}"}).text
    assert "400万円" in page
    assert "sato 2025-04-02" in page
    assert "≠" in page


def test_a_rule_made_of_a_place_on_a_page_can_be_taken_back(folder: Path) -> None:
    sitting = Sitting(folder)
    before = sitting.open()
    desk = Desk(sitting, Papers(folder, PageImages([], [], folder.parent)), "tanaka", lambda: "2026-04-02", "ja")
    place = LedgerPlace(source="koubo", page=3, at="3", quote="報告は30日以内とする。", figure="30日以内")
    data = {"act": "new-rule", "kind": "duty", "frame": "tsujo", "fields": {"topic": "実績の報告", "over": "30日"}}
    boxes = ((10.123, 20.26, 30.349, 40.04), (10.0, 50.0, 20.333, 60.0))
    sitting.decide(decisions_of(data, desk.asking("tanaka", "ja"), place, boxes), "tanaka")
    made = next(one for one in sitting.ruleset().rules if one.kind == "duty")
    assert (made.evidence[0].bbox, len(made.evidence[0].boxes)) == ((10.0, 20.3, 30.3, 60.0), 2)
    sitting.undo("tanaka")
    assert load_ruleset_dir(folder).rules == before.rules


def test_the_first_page_waits_for_no_document(folder: Path) -> None:
    sitting = Sitting(folder)
    sitting.open()
    desk = Desk(sitting, Papers(folder, PageImages([], [], folder.parent)), "tanaka", lambda: "2026-04-02", "ja")
    desk.make_ready()
    queue = sitting.queue("tanaka")
    page = desk.shell("ja")
    assert (sitting.reads, sitting.are_ledgers_old) == (0, True)  # what is unread is looked for when the page is there
    assert sitting.queue("tanaka") is queue  # and what the page needs is made once
    assert f"rule:{RATE}" in page


def test_documents_that_were_read_anew_are_in_the_queue(folder: Path) -> None:
    sitting = Sitting(folder)
    ruleset = sitting.open()
    sitting.read_ledgers()
    sitting.read_ledgers()
    assert (sitting.reads, sitting.are_ledgers_old) == (1, False)
    figures = [item.key for item in sitting.queue("tanaka") if item.reason == "figure"]
    other = "報告書は完了後45日以内に、写しは30日以内に提出すること。"
    clause = Clause(clause_no=1, text=other, sentences=((0, len(other)),))
    page = Page(page_no=1, lines=(Line(text=other),))
    cache = folder.parents[1] / ".cache"
    save_document(cache, Document(name="koubo.txt", sha256=SHA, format="text", pages=(page,), clauses=(clause,)))
    source = ruleset.sources[0]
    save_candidates(cache, Extraction(programme="it-hojo", edition="2025", frame="tsujo", source=source, extractor="y"), ())
    assert sitting.are_ledgers_old
    sitting.read_ledgers()
    anew = [item.key for item in sitting.queue("tanaka") if item.reason == "figure"]
    assert (sitting.reads, len(figures), len(anew)) == (2, 1, 2)


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("訴訟を抱えていないこと。", {"topic": "訴訟を抱えている", "obligation": "must_not"}),
        ("事務局の調査に協力すること。", {"topic": "事務局の調査に協力する", "obligation": "must"}),
    ],
)
def test_a_form_proposes_what_the_text_is_about_without_its_denial(text: str, filled: dict[str, str]) -> None:
    place = LedgerPlace(source="koubo", page=3, at="3", quote=text)
    spot = Spot("clause:x", "clause", "unread", "", text, place, (), "", "", "", "")
    kind, typed = proposed(spot, None, "ja")
    assert (kind, typed | filled) == ("requirement", typed)


def test_a_rule_of_the_wrong_kind_is_rejected_and_made_anew_as_one_step(client: TestClient, folder: Path) -> None:
    key = f"rule:{BAD}"
    form = client.get("/form", params={"key": key, "kind": "duty"}).text
    assert 'data-was="requirement"' in form
    assert 'value="GビズIDプライム' in form
    data = {"act": "edit", "key": key, "seen": seen(client, key), "kind": "duty", "fields": {"topic": "アカウントの保持"}}
    assert client.post("/decide", json=data).status_code == 200
    made = next(one for one in load_ruleset_dir(folder).rules if one.kind == "duty")
    assert (rule(folder, BAD).review.state, made.review.state, made.frame) == ("rejected", "edited", "security")
    assert made.evidence[0].quote == rule(folder, BAD).evidence[0].quote
    client.post("/undo", json={})
    assert rule(folder, BAD).review.state == "draft"
    assert not [one for one in load_ruleset_dir(folder).rules if one.kind == "duty"]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_what_a_second_reader_proposes_stands_in_the_form_of_its_place(folder: Path, lang: str) -> None:
    place = LedgerPlace(source="koubo", quote=TEXT, figure="45日以内")
    fields = {"topic": "報告書", "over": "45日"}
    one = Proposal(place=place, kind="duty", fields=fields, quote="完了後45日以内<i>", same=False, model="<b>m</b>")
    save_proposals(folder, (one, one.model_copy(update={"place": place.model_copy(update={"quote": "もうない文"})})))
    sitting = Sitting(folder)
    sitting.open()
    sitting.read_ledgers()
    desk = Desk(sitting, Papers(folder, PageImages([], [], folder.parent)), "tanaka", lambda: "2026-04-02", "ja")
    with TestClient(review_app(desk)) as client:
        found = client.get("/queue").json()
        key = next(key for key, reason in found["items"] if reason == "proposed")
        assert (found["counts"]["proposed"], found["counts"]["figure"]) == (1, 0)
        page = client.get("/item", params={"key": key, "lang": lang}).text
        assert "<i>" not in page
        assert "<b>m</b>" not in page
        form = client.get("/form", params={"key": key, "lang": lang}).text
        assert 'data-kind="duty"' in form
        assert 'value="報告書"' in form
    assert not any(rule.kind == "duty" for rule in load_ruleset_dir(folder).rules)


def test_what_is_made_ahead_of_a_folder_that_is_gone_is_told_when_it_is_asked_for(folder: Path) -> None:
    sitting = Sitting(folder)
    sitting.open()
    desk = Desk(sitting, Papers(folder, PageImages([], [], folder.parent)), "tanaka", lambda: "2026-04-02", "ja")
    (folder / "ruleset.yaml").unlink()
    desk.make_ready()
    with pytest.raises(SubsidyRulesError, match=r"ruleset\.yaml"):
        desk.shell("ja")
