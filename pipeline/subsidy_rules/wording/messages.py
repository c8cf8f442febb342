"""What the command line says, in English and Japanese. Errors word themselves (`errors.py`), changes too (`checks.py`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from subsidy_rules.model.errors import Lang

_TEXTS: dict[str, tuple[str, str]] = {
    # tables
    "frame": ("Frame", "枠"),
    "kind": ("Kind", "種別"),
    "value": ("Value", "内容"),
    "condition": ("Condition", "条件"),
    "confidence": ("Confidence", "確度"),
    "where": ("Where to look", "参照箇所"),
    "review": ("Review", "確認"),
    "id": ("Rule id", "規則ID"),
    "edition": ("Edition", "年度・回"),
    "level": ("Level", "重要度"),
    "change": ("Change", "変更"),
    "check": ("Check", "判定"),
    "amounts": ("Amounts", "補助額"),
    "rates": ("Rates", "補助率"),
    "thresholds": ("Thresholds", "規模要件"),
    "others": ("Others", "その他"),
    "lowest": ("Lowest confidence", "最低確度"),
    "common": ("all frames", "共通"),
    "page": ("p.{n}", "{n}ページ"),
    "always": ("always", "常に"),
    # states
    "draft": ("draft", "未確認"),
    "approved": ("approved", "承認済み"),
    "edited": ("edited", "修正済み"),
    "rejected": ("rejected", "却下"),
    "stale": ("stale", "要再確認"),
    "conflict": ("conflict", "不一致"),
    "reviewed": ("reviewed", "確認済み"),
    # headings
    "ruleset_of": ("{title} ({programme}/{edition}): {n} rules, {status}", "{title}（{programme}/{edition}）: 規則{n}件、{status}"),
    "diff_of": ("{old} → {new}: {n} changes", "{old} → {new}: 変更{n}件"),
    "summary": (
        "{err} worse or decisive (ERR), {warn} to be looked at (WARN), {info} others (INFO)",
        "不利・可否に関わる（ERR）{err}件、要確認（WARN）{warn}件、その他（INFO）{info}件",
    ),
    "no_change": ("No change.", "変更はありません。"),
    "source": ("documents", "文書"),
    "extractor": ("our own extractor", "読み取り処理"),
    "reviewer": ("a reviewer", "確認者"),
    "old": ("old", "旧"),
    "new": ("new", "新"),
    # comparison
    "not_of_programme": ("-- not changes of the programme; they come from {who}:", "-- 制度の変更ではないもの（{who}による差異）:"),
    "not_of_programme_one": ("Not a change of the programme ({who})", "制度の変更ではない（{who}による差異）"),
    "level_ERR": ("worse or decisive", "不利・可否に関わる"),
    "level_WARN": ("to be looked at", "要確認"),
    "level_INFO": ("other", "その他"),
    "area": ("Area", "分野"),
    "area_money": ("amounts and rates", "補助額・補助率"),
    "area_eligibility": ("eligibility", "対象者・要件"),
    "area_expenses": ("expenses", "経費"),
    "area_obligations": ("obligations", "義務・返還"),
    "area_selection": ("selection", "審査・加点"),
    "area_calendar": ("calendar", "日程"),
    "area_documents": ("documents", "提出書類"),
    "area_frames": ("frames", "枠・文書"),
    "area_text": ("wording", "文言"),
    "area_other": ("other", "その他"),
    "search": ("Search", "検索"),
    "open_all": ("Open or close all", "すべて開く・閉じる"),
    "fingerprint": ("Fingerprint for the register of accepted changes:", "承認済み変更の記録に使う識別子:"),
    "history": ("Amounts and rates over the editions", "補助額・補助率の推移"),
    "changes_written": ("Written: {path} ({n} changes)", "書き出しました: {path}（変更{n}件）"),
    "n_changes": ("{n} changes", "変更{n}件"),
    "memo_of": ("Changes from {old} to {new}", "{old}から{new}への変更点"),
    "memo_texts": ("{n} further changes of wording in the documents.", "ほかに文書の文言の変更が{n}件ある。"),
    "expected_found": ("found: {row} [{found}]", "あり: {row} [{found}]"),
    "expected_missing": ("missing: {row}", "なし: {row}"),
    "expected_n": ("{n} of {total} expected changes found", "想定した変更{total}件のうち{n}件を検出"),
    "checks_n": (
        "{n} checks: level, id, area, kind, action, direction, mirror",
        "判定{n}件: 重要度、ID、分野、種別、動作、方向、対になる判定",
    ),
    # results
    "written": ("Written: {path} ({n} rules)", "書き出しました: {path}（規則{n}件）"),
    "stored": ("Stored: {n} documents of {programme}/{edition}", "保存しました: {programme}/{edition} の文書 {n}件"),
    "fetched": ("{document}: {outcome} ({address})", "{document}: {outcome}（{address}）"),
    "added": ("Added: {document} to {edition} ({path})", "追加しました: {document} → {edition}（{path}）"),
    "registry_checked": ("{n} files, {faults} findings", "ファイル{n}件、指摘{faults}件"),
    "discovered": ("{n} proposals from {pages} guide pages", "候補{n}件（案内ページ{pages}件）"),
    # status
    "review_none": ("no rule set", "ルールセットなし"),
    "review_draft": ("{n} rules, {open} not decided on", "規則{n}件、未確認{open}件"),
    "review_reviewed": ("{n} rules, all reviewed ({open} open)", "規則{n}件、すべて確認済み（未確認{open}件）"),
    "at_source": ("{word} since {since}, {versions} versions", "{word}（{since}から）、{versions}版"),
    "source_not_fetched": ("not fetched", "未取得"),
    "source_stored": ("stored", "保存済み"),
    "source_new": ("new", "新規"),
    "source_changed": ("changed", "変更あり"),
    "source_unchanged": ("unchanged", "変更なし"),
    "source_gone": ("gone", "消失"),
    "source_blocked": ("blocked", "拒否"),
    "not_extracted": ("not extracted{by}", "未読み取り{by}"),
    "extracted_by": ("extracted with {by}", "{by} で読み取り済み"),
    "extracted_before": ("an earlier version was extracted: the source changed{by}", "以前の版を読み取り済み: 公開元の文書が変更{by}"),
    "extracted_by_other": ("extracted with {by}: our program changed since", "{by} で読み取り済み: その後、読み取り処理が変更"),
    "outdated_year_passed": ("outdated: its fiscal year has passed", "対象年度が終わっています"),
    "outdated_source_changed": (
        "outdated: the rule set was made of other documents than the store has now",
        "ルールセットは、現在保存されている文書とは別の版から作られています",
    ),
    "outdated_program_changed": (
        "outdated: the rule set was made by another version of this program",
        "ルールセットは、このプログラムの別の版で作られています",
    ),
    "due": ("due {day}: {what}", "{day} {what}"),
    "is_new": ("new", "新規"),
    "is_changed": ("changed", "変更あり"),
    "extracted": (
        "{name} ({frame}): {tables} tables, {clauses} clauses, {candidates} candidates",
        "{name}（{frame}）: 表{tables}、条項{clauses}、候補{candidates}",
    ),
    "approved_n": ("Approved: {n} rules by {by}", "承認しました: {n}件（{by}）"),
    "nothing_open": ("Nothing to approve: no rule is draft or stale.", "承認待ちの規則はありません。"),
    "checked": ("{path}: {n} rules, nothing wrong", "{path}: 規則{n}件、問題なし"),
    "findings": ("{path}: {n} findings", "{path}: 指摘{n}件"),
    "failed_n": ("{n} problems; what could be done was done.", "問題が{n}件ありました。処理できた分は完了しています。"),
    "reading": ("Reading", "読み取り中"),
    "next": (
        "Next: look at the rules with `subsidy-rules show {path}`, approve them with `subsidy-rules approve {path} --all --by NAME`.",
        "次の手順: `subsidy-rules show {path}` で規則を確認し、`subsidy-rules approve {path} --all --by 名前` で承認します。",
    ),
    "next_own": (
        "Read documents of your own: `subsidy-rules ingest FILE... --programme it-hojo --edition 2025 --out DIR`.",
        "手元の文書を読むには: `subsidy-rules ingest ファイル... --programme it-hojo --edition 2025 --out フォルダ`",
    ),
    # what was read
    "table_title": ("Table {n} ({page})", "表{n}（{page}）"),
    "table_index": ("Tables", "表一覧"),
    "sheet": ("Sheet", "シート"),
    "document": ("Document", "文書"),
    "page_column": ("Page", "ページ"),
    "caption": ("Caption", "表題"),
    "notes": ("Notes", "注記"),
    "tables_written": ("Written: {path} ({n} tables)", "書き出しました: {path}（表{n}個）"),
    "drawn": ("{name}: {n} page pictures in {path}", "{name}: ページ画像{n}枚を {path} に書き出しました"),
    "not_drawn": ("{name}: has no pages to draw (not a PDF)", "{name}: PDFではないため、ページ画像はありません"),
    "draw_cell": ("cell", "セル"),
    "draw_header": ("header", "見出し"),
    "draw_merged": ("merged cell (rows × columns)", "結合セル（行×列）"),
    "zone_cover": ("cover", "表紙"),
    "zone_revision": ("revision history", "改訂履歴"),
    "zone_contents": ("contents", "目次"),
    "zone_body": ("body", "本文"),
    "zone_example": ("example", "記載例"),
    "zone_annex": ("annex", "別紙"),
    "zone_other_programme": ("other programme", "他の補助金"),
    "change_log": ("Changes that the document lists itself (- old, + new)", "文書に記載された改訂（- 旧、+ 新）"),
    "page_problem": ("{name} p.{n}: {words}", "{name} {n}ページ: {words}"),
    "no_text_layer": ("no text layer, nothing was read", "文字情報がなく、読み取れません"),
    "unreadable": ("cannot be read", "読み取れません"),
    "picture_table": ("holds a table as a picture, which was not read", "画像の表があり、読み取っていません"),
}  # fmt: skip


def say(key: str, lang: Lang, **values: object) -> str:
    """The text of a key in one language. A key that is not in the catalogue is an error of ours and raises KeyError."""
    return _TEXTS[key][lang == "ja"].format(**values)


def pick_lang(args: Sequence[str], environ: Mapping[str, str]) -> Lang:
    """The language asked for by `--lang`, else by the locale: Japanese where it starts with "ja", else English.

    >>> pick_lang(["show", "DIR", "--lang", "en"], {"LANG": "ja_JP.UTF-8"}), pick_lang([], {"LANG": "ja_JP.UTF-8"}), pick_lang([], {})
    ('en', 'ja', 'en')
    """
    for arg, following in zip(args, [*args[1:], ""], strict=False):
        asked = following if arg == "--lang" else arg.removeprefix("--lang=") if arg.startswith("--lang=") else ""
        if asked in ("ja", "en"):
            return "ja" if asked == "ja" else "en"
    locale = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")
    return "ja" if locale.lower().startswith("ja") else "en"
