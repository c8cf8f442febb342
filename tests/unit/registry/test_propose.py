"""What a document lets expect of its programme's definition."""

from __future__ import annotations

from subsidy_rules.read.document import read_document
from subsidy_rules.registry.propose import draft_programme


def test_a_leaflet_without_a_name_on_its_cover_is_named_as_it_is_inside() -> None:
    cover = "\n".join(f"申請期間は、事務所の所在地を受け持つ窓口に確かめてください。{n}枚目" for n in range(31))
    inside = "店舗改装支援助成金の申請書\n店舗改装支援助成金の手引\n"
    draft = draft_programme(read_document(f"{cover}\n{inside}".encode(), "leaflet.txt"))
    assert (draft.name, draft.title) == ("店舗改装支援助成金", "店舗改装支援助成金")
    nothing = draft_programme(read_document(cover.encode(), "leaflet.txt"))
    assert nothing.name == ""
