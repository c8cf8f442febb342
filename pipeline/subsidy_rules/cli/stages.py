"""Commands that make rule sets: fetch, extract, build, run, and ingest for any local document."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from subsidy_rules.cli.options import (
    EXTRACTED,
    RULES,
    STORE,
    EditionOption,
    ExtractedOption,
    JobsOption,
    LangOption,
    ProgrammeOption,
    RegistryOption,
    StoreOption,
    chosen,
    err,
    example,
    finish,
    n_jobs,
    out,
    progress,
    reporting,
    show_problems,
    text,
)
from subsidy_rules.messages import say

if TYPE_CHECKING:
    from subsidy_rules.errors import Lang
    from subsidy_rules.ingest import Extracted
    from subsidy_rules.local import Told
    from subsidy_rules.programme import DocumentEntry, Programme
    from subsidy_rules.run import Asked, RunResult


class KindChoice(StrEnum):
    GUIDELINE = "guideline"
    REGULATION = "regulation"
    OVERVIEW = "overview"
    GUIDE_PAGE = "guide_page"
    AMENDMENT = "amendment"
    LAW = "law"
    MANUAL = "manual"
    FAQ = "faq"
    FORM = "form"
    ANNEX = "annex"


class AuthorityChoice(StrEnum):
    OFFICIAL = "official"
    DELEGATED = "delegated"
    SECONDARY = "secondary"


FrameOption = Annotated[
    Optional[str],  # noqa: UP045 - Typer reads the annotation at run time
    typer.Option(
        "--frame",
        help=text(
            "Frame that the document is about; default: the one that its title names, else all.",
            "文書が対象とする枠。省略時は表題から判断し、なければ全枠。",
        ),
    ),
]
KindOption = Annotated[
    Optional[KindChoice],  # noqa: UP045
    typer.Option("--kind", help=text("What the document is; default: guideline.", "文書の種別。省略時は guideline（公募要領）。")),
]
AuthorityOption = Annotated[
    Optional[AuthorityChoice],  # noqa: UP045
    typer.Option("--authority", help=text("Who speaks in it; default: official.", "発行者の区分。省略時は official（公式）。")),
]


def add_to(app: typer.Typer) -> None:
    """Adds these commands to the application."""
    app.command(
        "run",
        help=text(
            "Read documents, build rule sets, check and compare them: all stages in a row. Without options: the samples.",
            "取得・読み取り・作成・検査・比較を一度に実行します。指定がなければサンプル文書を使います。",
        ),
        epilog=example("subsidy-rules run", "subsidy-rules run --manifest documents.yaml --work work/mine"),
    )(run)
    app.command(
        "ingest",
        help=text(
            "Read local documents (PDF, HTML, text) into DIR/<programme>/<edition>, keeping earlier reviews there.",
            "手元の文書（PDF・HTML・テキスト）を読み取り、DIR/<事業>/<年度・回> にルールセットを作ります。以前の承認は引き継ぎます。",
        ),
        epilog=example("subsidy-rules ingest koubo.pdf --programme it-hojo --edition 2025 --frame tsujo --out work/out"),
    )(ingest)
    _add_stages(app)


def _add_stages(app: typer.Typer) -> None:
    """The stages of `run`, each of its own."""
    app.command(
        "fetch",
        help=text(
            "Store documents of an edition: the given files, or those that the programme's definition lists.",
            "文書を保存します。ファイルの指定がなければ、事業の定義にある文書を対象にします。",
        ),
        epilog=example("subsidy-rules fetch koubo.pdf --programme it-hojo --edition 2025 --frame tsujo"),
    )(fetch)
    app.command(
        "extract",
        help=text(
            "Read the stored documents: pages, tables, clauses and candidates as JSON Lines.",
            "保存した文書を読み取り、ページ・表・条項・候補をJSON Linesで書き出します。",
        ),
        epilog=example("subsidy-rules extract --programme it-hojo --edition 2025"),
    )(extract)
    app.command(
        "build",
        help=text(
            "Make the rule set of an edition from what was extracted and from earlier reviews.",
            "読み取り結果と以前の確認結果から、ルールセットを作ります。",
        ),
        epilog=example("subsidy-rules build --programme it-hojo --edition 2025"),
    )(build)


def ingest(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help=text("Documents.", "文書ファイル。"), show_default=False)],
    programme: ProgrammeOption,
    edition: EditionOption,
    out_dir: Annotated[Path, typer.Option("--out", help=text("Folder to write to.", "出力先フォルダ。"))],
    frame: FrameOption = None,
    kind: KindOption = None,
    authority: AuthorityOption = None,
    registry: RegistryOption = None,
    jobs: JobsOption = None,
    lang: LangOption = None,
) -> None:
    from subsidy_rules.local import ingest_files
    from subsidy_rules.report.tables import summary_table, title_of

    speech = chosen(lang)
    with reporting(speech):
        known = _programme(programme, registry)
        with progress(speech) as tick:
            local = ingest_files(files, known, edition, _told(frame, kind, authority), out_dir, tick, n_jobs(jobs))
        folder, result = local.folder, local.ingested
        _tell(result.extracted, speech)
        if local.dropped:
            err().print(say("dropped", speech, ids=", ".join(local.dropped)), style="yellow", markup=False)
        if result.ruleset is not None:
            console = out()
            console.print(title_of(result.ruleset, speech), markup=False)
            console.print(summary_table([result.ruleset], speech))
            console.print(say("written", speech, path=folder, n=len(result.ruleset.rules)), markup=False)
            console.print(say("next", speech, path=folder), markup=False)
        finish(result.errors, speech)


def fetch(
    programme: ProgrammeOption,
    edition: EditionOption,
    files: Annotated[
        Optional[list[Path]],  # noqa: UP045
        typer.Argument(metavar="[FILE...]", help=text("Documents.", "文書ファイル。"), show_default=False),
    ] = None,
    frame: FrameOption = None,
    kind: KindOption = None,
    authority: AuthorityOption = None,
    registry: RegistryOption = None,
    store: StoreOption = STORE,
    lang: LangOption = None,
) -> None:
    from subsidy_rules.fetch import load_edition_files
    from subsidy_rules.local import as_entries, check_edition
    from subsidy_rules.run import Asked, Folders
    from subsidy_rules.run import fetch as stage

    speech = chosen(lang)
    with reporting(speech):
        known = _programme(programme, registry)
        check_edition(edition)
        if files:
            asked = Asked(known, edition, as_entries(files, known, edition, _told(frame, kind, authority)), Path())
        else:
            asked = Asked(known, edition, known.edition(edition).documents, _base(known, registry))
        errors = stage(asked, Folders(store, EXTRACTED, RULES), _now)
        n = len(load_edition_files(store, known.id, edition).documents)
        out().print(say("stored", speech, n=n, programme=known.id, edition=edition), markup=False)
        finish(errors, speech)


def extract(
    programme: ProgrammeOption,
    edition: EditionOption,
    registry: RegistryOption = None,
    store: StoreOption = STORE,
    extracted: ExtractedOption = EXTRACTED,
    jobs: JobsOption = None,
    lang: LangOption = None,
) -> None:
    from subsidy_rules.run import Folders
    from subsidy_rules.run import extract as stage

    speech = chosen(lang)
    with reporting(speech):
        known = _programme(programme, registry)
        with progress(speech) as tick:
            found, errors = stage(known, edition, Folders(store, extracted, RULES), tick, n_jobs(jobs))
        _tell(found, speech)
        finish(errors, speech)


def build(
    programme: ProgrammeOption,
    edition: EditionOption,
    registry: RegistryOption = None,
    store: StoreOption = STORE,
    extracted: ExtractedOption = EXTRACTED,
    out_dir: Annotated[Path, typer.Option("--out", help=text("Folder of rule sets.", "ルールセットのフォルダ。"))] = RULES,
    lang: LangOption = None,
) -> None:
    from subsidy_rules.run import Folders
    from subsidy_rules.run import build as stage

    speech = chosen(lang)
    with reporting(speech):
        known = _programme(programme, registry)
        folder, ruleset, errors = stage(known, edition, Folders(store, extracted, out_dir))
        out().print(say("written", speech, path=folder, n=len(ruleset.rules)), markup=False)
        finish(errors, speech)


def run(
    manifest: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--manifest", help=text("YAML list of documents; default: the samples.", "文書一覧のYAML。省略時はサンプル。")),
    ] = None,
    registry: RegistryOption = None,
    work: Annotated[Path, typer.Option("--work", help=text("Folder to work in.", "作業フォルダ。"))] = Path("work/run"),
    jobs: JobsOption = None,
    lang: LangOption = None,
) -> None:
    from subsidy_rules.run import Folders
    from subsidy_rules.run import run as stage

    speech = chosen(lang)
    with reporting(speech):
        asked = _asked(manifest, registry)
        with progress(speech) as tick:
            result = stage(asked, Folders(work / "store", work / "extracted", work / "rules"), _now, tick, n_jobs(jobs))
        _show_run(result, speech, samples=manifest is None)
        finish(result.errors, speech)


def _show_run(result: RunResult, lang: Lang, *, samples: bool) -> None:
    from subsidy_rules.report.tables import changes_table, summary_table, title_of

    console = out()
    for edition in result.editions:
        console.print(title_of(edition.ruleset, lang), markup=False)
    if result.editions:
        console.print()
        console.print(summary_table([edition.ruleset for edition in result.editions], lang))
    for comparison in result.comparisons:
        console.print()
        old, new = (f"{ruleset.programme}/{ruleset.edition}" for ruleset in (comparison.old, comparison.new))
        console.print(say("diff_of", lang, old=old, new=new, n=len(comparison.changes)), markup=False)
        console.print(changes_table(comparison.changes, lang))
    console.print()
    for edition in result.editions:
        console.print(say("written", lang, path=edition.folder, n=len(edition.ruleset.rules)), markup=False)
        if edition.findings:
            console.print(say("findings", lang, path=edition.folder, n=len(edition.findings)), markup=False)
    if result.editions:
        console.print(say("next", lang, path=result.editions[-1].folder), markup=False)
        if samples:
            console.print(say("next_own", lang), markup=False)


def _asked(manifest: Path | None, registry: Path | None) -> list[Asked]:
    """The editions that the manifest lists, in its order. Raises SourceError."""
    from subsidy_rules.registry import load_manifest, samples_manifest
    from subsidy_rules.run import Asked

    path = manifest or samples_manifest(Path.cwd())
    by_edition: dict[tuple[str, str], list[DocumentEntry]] = {}
    for listing in load_manifest(path):
        by_edition.setdefault((listing.programme, listing.edition), []).append(listing.entry)
    return [
        Asked(_programme(programme, registry), edition, tuple(entries), path.parent) for (programme, edition), entries in by_edition.items()
    ]


def _programme(programme: str, registry: Path | None) -> Programme:
    from subsidy_rules.registry import find_programme, programmes_folder

    return find_programme(programme, registry, programmes_folder(Path.cwd()))


def _base(programme: Programme, registry: Path | None) -> Path:
    """The folder that the file names in the programme's definition start from."""
    from subsidy_rules.registry import programmes_folder

    place = registry or programmes_folder(Path.cwd())
    return Path() if place is None else place if place.is_dir() else place.parent


def _told(frame: str | None, kind: KindChoice | None, authority: AuthorityChoice | None) -> Told:
    from subsidy_rules.local import Told

    return Told(frame, kind.value if kind else None, authority.value if authority else None)


def _now() -> str:
    from datetime import UTC, datetime

    return datetime.now(UTC).isoformat(timespec="seconds")


def _tell(extracted: tuple[Extracted, ...], lang: Lang) -> None:
    """What was read of each document, and of which pages nothing was, on standard error."""
    console = err()
    for one in extracted:
        document = one.document
        sizes = {"tables": len(document.tables), "clauses": len(document.clauses), "candidates": len(one.candidates)}
        frame = say("common", lang) if one.frame == "common" else one.frame
        console.print(say("extracted", lang, name=document.name, frame=frame, **sizes), markup=False)
        show_problems(document, lang)
