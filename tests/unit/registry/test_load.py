from pathlib import Path

import pytest

from subsidy_rules.model.errors import SourceError
from subsidy_rules.registry.load import check_frame, find_programme, load_manifest, load_programme, load_registry
from subsidy_rules.registry.places import packaged_folder

FOLDER = packaged_folder()


def write(folder: Path, text: str) -> Path:
    path = folder / "p.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_least_programme_has_only_common(tmp_path: Path) -> None:
    programme = load_programme(write(tmp_path, "id: a\nname: 例の補助金\n"))
    assert programme.frames == ()
    assert check_frame(programme, "common") == "common"
    assert programme.edition("2030").id == "2030"


@pytest.mark.parametrize(
    "text",
    [
        "id: a\nname: 例\nframes:\n- {id: f, name: 枠}\n",
        "- id: a\n  name: 例\n  frames:\n  - {id: f, name: 枠, aliases: 別名}\n",
        "programmes:\n- id: a\n  name: 例\n  frames: [{id: common, name: 共通}, {id: f, name: 枠}]\n",
    ],
)
def test_shapes_of_a_file(tmp_path: Path, text: str) -> None:
    (programme,) = load_registry(write(tmp_path, text))
    assert [frame.id for frame in programme.frames] == ["f"]


def test_editions_as_labels_numbers_or_mappings(tmp_path: Path) -> None:
    programme = load_programme(write(tmp_path, 'id: a\nname: 例\neditions: [2025, "20", {id: R7.4, title: 題}]\n'))
    assert [edition.id for edition in programme.editions] == ["2025", "20", "R7.4"]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("id: a\nname: 例\nframes:\n- id: f\n  name: 枠\n  alias: [x]\n", 6, "aliases"),
        ("id: a\nframes: []\n", 1, "name"),
        ("id: a\nname: 例\nframes:\n- {id: ruleset, name: 枠}\n", 1, "ruleset"),
        ("id: a\nname: 例\nframes:\n- {id: f, name: 枠}\n- {id: f, name: 枠}\n", 1, "twice"),
        ("id: a\nname: [\n", 3, "YAML"),
        ("id: a\nname: 例\neditions: [2025.10]\n", 3, "quotes"),
        ("id: a\nname: 例\nid: b\n", 3, "YAML"),
        ("id: ../a\nname: 例\n", 1, "id"),
        ("id: a\nname: 例\neditions:\n- id: 2025\n  documents:\n  - {id: d}\n", 6, "file"),
    ],
)
def test_errors_name_file_and_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(SourceError) as caught:
        load_programme(path)
    assert caught.value.place.file == str(path)
    assert caught.value.place.line == line
    assert words in str(caught.value)


def test_free_keys(tmp_path: Path) -> None:
    programme = load_programme(write(tmp_path, "id: a\nname: 例\nx-owner: me\nministry: 省\nframes: [{id: f, name: 枠, note: 一, 二}]\n"))
    assert programme.frames[0].note == "一"


def test_misplaced_key_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"line 3.*documents.*elsewhere"):
        load_programme(write(tmp_path, "id: a\nname: 例\ndocuments: []\n"))


def test_manifest(tmp_path: Path) -> None:
    listed = load_manifest(write(tmp_path, "- {file: sub/a b.pdf, programme: p, edition: 2025, kind: form}\n"))
    assert (listed[0].id, listed[0].edition, listed[0].frame) == ("a-b", "2025", "common")
    with pytest.raises(SourceError, match="line 1"):
        load_manifest(write(tmp_path, "- {file: a.pdf, programme: p}\n"))


def test_unknown_programme_shows_the_yaml_that_defines_it(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        find_programme("my-new", FOLDER)
    for lang in ("en", "ja"):
        message = caught.value.words(lang)
        example = message[message.index("id: my-new") :]
        assert load_programme(write(tmp_path, example)).id == "my-new"


def test_first_registry_wins(tmp_path: Path) -> None:
    mine = write(tmp_path, "id: it-hojo\nname: 私の定義\n")
    assert find_programme("it-hojo", mine, FOLDER).name == "私の定義"
    assert find_programme("monozukuri", mine, FOLDER).frames != ()


def test_project_programmes() -> None:
    programmes = {programme.id: programme for programme in load_registry(FOLDER)}
    it_hojo = programmes["it-hojo"]
    assert [frame.id for frame in it_hojo.frames_of("2025")] == ["tsujo", "invoice", "denshi", "security", "fukusu"]
    fukusu = it_hojo.frame("fukusu")
    assert fukusu is not None
    assert fukusu.name_in("2025") != fukusu.name_in("2026") == fukusu.name_in("2026-2")
    assert fukusu.name_in("20262") == fukusu.name_in("2025")
    assert check_frame(it_hojo, "電子取引類型") == "denshi"
    words = [word for frame in it_hojo.frames for word in frame.words]
    assert len(words) == len(set(words)), "one word must not name two frames"
    with pytest.raises(SourceError, match="tsujo"):
        check_frame(it_hojo, "tujo")


def test_lineage_leads_to_later_editions(tmp_path: Path) -> None:
    text = """\
id: a
name: 例
frames: [{id: f, name: 枠一}, {id: g, name: 枠二}, {id: h, name: 枠三}]
editions: ["1", "2", "3"]
lineage:
- {from: "1", to: "2", old: 枠一, new: [枠二, 枠三], frames: f, successors: [g, h], evidence: [{document: d, page: 2}]}
- {from: "2", to: "3", old: 枠二, new: 枠三, frames: g, successors: h, note: 事務局の発表}
"""
    programme = load_programme(write(tmp_path, text))
    assert programme.successors("f", "1") == ("g", "h")
    assert programme.successors("g", "1") == ("h",)
    assert programme.successors("f", "2") == ("f",)
    with pytest.raises(SourceError, match=r"line 7.*evidence"):
        load_programme(write(tmp_path, text.replace(", note: 事務局の発表", "")))
    with pytest.raises(SourceError, match=r"line 7.*successors"):
        load_programme(write(tmp_path, text.replace("frames: g, ", "")))


@pytest.mark.parametrize("file", ["../a.pdf", "/etc/a.pdf", "b/../../a.pdf", "C:a.pdf", "..\\a.pdf"])
def test_a_listed_file_lies_with_its_list(tmp_path: Path, file: str) -> None:
    with pytest.raises(SourceError, match="in the folder"):
        load_manifest(write(tmp_path, f"- {{file: '{file}', id: a, programme: p, edition: 2025}}\n"))
    with pytest.raises(SourceError, match="in the folder"):
        load_registry(write(tmp_path, f"id: a\nname: 例\neditions:\n- id: 2025\n  documents:\n  - {{id: d, file: '{file}'}}\n"))


@pytest.mark.parametrize("frame", ["../../canary", "a/b", ".hidden", "a\\nb"])
def test_a_frame_names_a_file(tmp_path: Path, frame: str) -> None:
    with pytest.raises(SourceError, match="frame"):
        load_manifest(write(tmp_path, f'- {{file: a.pdf, frame: "{frame}", programme: p, edition: 2025}}\n'))


def test_an_id_is_given_to_one_document(tmp_path: Path) -> None:
    row = "- {file: a.pdf, id: same, programme: p, edition: %s}\n"
    with pytest.raises(SourceError, match="two documents") as refused:
        load_manifest(write(tmp_path, row % 2025 + row % 2026 + row % 2025))
    assert refused.value.place.line == 3
    with pytest.raises(SourceError, match="two documents"):
        load_registry(write(tmp_path, "id: a\nname: 例\neditions:\n- id: 2025\n  documents:\n" + "  - {id: d, file: a.pdf}\n" * 2))


def test_a_programme_of_the_same_name_is_no_other_one(tmp_path: Path) -> None:
    own = write(tmp_path, "id: mine\nname: 町の再構築補助金\naliases: [再構築補助金]\n")
    rest = tmp_path / "rest.yaml"
    rest.write_text("- {id: theirs, name: 再構築補助金, aliases: [旧再構築補助金]}\n- {id: shop, name: 店舗補助金}\n", encoding="utf-8")
    assert find_programme("mine", own, rest).others == (("店舗補助金", "shop"),)
