"""Papers of a table whose rows across it name the case that they are for."""

from __future__ import annotations

from subsidy_rules.kinds.required_document import RequiredDocument
from subsidy_rules.model.extracted import Given
from subsidy_rules.model.programme import DocumentEntry, Programme
from subsidy_rules.model.rule import Leaf
from subsidy_rules.stages.ingest import extract_document

PAGE = """<!doctype html><meta charset="utf-8"><h1>申請に必要な書類</h1>
<table>
<tr><th colspan="2">代理人による場合</th></tr>
<tr><td>１ 委任状</td><td>原本があるか</td></tr>
<tr><th colspan="2">共同で申請する場合</th></tr>
<tr><td>１ 共同申請の届出書（写）</td><td>交付を受けているか</td></tr>
<tr><td>２ 規約の写し</td><td>全員の名があるか</td></tr>
</table>
"""


def test_each_paper_has_the_case_of_the_row_over_it() -> None:
    given = Given(PAGE.encode(), "page.html", DocumentEntry(id="page", file="page.html"), None)
    found = extract_document(given, Programme(id="p", name="例の補助金"))
    papers = {}
    for candidate in found.candidates:
        if isinstance(candidate.value, RequiredDocument):
            papers[candidate.value.document] = [leaf.of for leaf in candidate.when if isinstance(leaf, Leaf)]
    assert papers == {"委任状": ["代理人による場合"], "共同申請の届出書": ["共同で申請する場合"], "規約の写し": ["共同で申請する場合"]}
