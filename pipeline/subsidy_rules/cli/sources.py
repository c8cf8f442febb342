"""Commands on the registry: sources list, add, check, propose, discover."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from subsidy_rules.cli.asked import AuthorityChoice, AuthorityOption, KindChoice, KindOption, now, programme_of, programmes_of
from subsidy_rules.cli.network import MirrorOption, OfflineOption, PortalOption, PrivateOption, network
from subsidy_rules.cli.options import STORE, LangOption, RegistryOption, StoreOption, chosen, example, finish, reporting, worded
from subsidy_rules.cli.speech import Application, SpokenGroup
from subsidy_rules.cli.telling import out, tell
from subsidy_rules.messages.message import Lang, counted, listed, message, noted
from subsidy_rules.wording.terms import AUTHORITIES, DOCUMENT_KINDS

if TYPE_CHECKING:
    from subsidy_rules.fetch.discover import Proposal
    from subsidy_rules.model.programme import DocumentEntry

ProgrammeArgument = Annotated[str, typer.Argument(metavar="PROGRAMME", help=worded("Programme, such as it-hojo."), show_default=False)]


def add_to(app: typer.Typer) -> None:
    """Adds these commands to the application."""
    sources = Application(
        cls=SpokenGroup,
        no_args_is_help=True,
        rich_markup_mode=None,
        help=worded("What is declared about programmes and where they publish."),
    )
    sources.command("list", help=worded("List programmes, editions and their documents."))(show)
    sources.command(
        "add",
        help=worded("Add a document, by its address or file, to an edition's definition."),
        epilog=example("subsidy-rules sources add it-hojo/2026 https://it-shien.smrj.go.jp/pdf/it2026_koubo_tsujyo.pdf --frame tsujo"),
    )(add)
    sources.command(
        "check",
        help=worded("Check definitions; findings name file and line, exit code 1."),
    )(check)
    sources.command(
        "propose",
        help=worded("Draft the definition of a new programme from its document: title, edition, administrator, frames as it names them."),
        epilog=example("subsidy-rules sources propose koubo.pdf --id my-hojo > sources/programmes/my-hojo.yaml"),
    )(propose)
    sources.command(
        "discover",
        help=worded(
            "Look at a programme's guide pages for documents and editions that its definition lacks; exit code 1 where there are any."
        ),
        epilog=example("subsidy-rules sources discover it-hojo", "subsidy-rules sources discover it-hojo --accept it2026_koubo_tsujyo"),
    )(discover)
    app.add_typer(sources, name="sources")


def show(
    programme: Annotated[
        Optional[str],  # noqa: UP045 - Typer reads the annotation at run time
        typer.Argument(metavar="[PROGRAMME]", help=worded("One programme only."), show_default=False),
    ] = None,
    registry: RegistryOption = None,
    lang: LangOption = None,
) -> None:
    from subsidy_rules.model.programme import COMMON

    speech = chosen(lang)
    with reporting(speech):
        programmes = [programme_of(programme, registry)] if programme else programmes_of(registry)
        for known in programmes:
            tell(noted(f"{known.id}: {known.name}", known.administrator or "", speech))

            frames = {frame.id: frame.name for frame in known.frames}
            for edition in known.editions:
                tell(f"  {known.id}/{edition.id}: {edition.title}".rstrip(": "))
                for entry in edition.documents:
                    frame = message("all frames").say(speech) if entry.frame == COMMON else frames.get(entry.frame, entry.frame)
                    said = listed((DOCUMENT_KINDS[entry.kind].say(speech), AUTHORITIES[entry.authority].say(speech), frame), speech)
                    tell(f"    {entry.id} [{said}] {entry.url or entry.file or entry.sha256}")
            for step in known.lineage:
                tell(f"  {step.from_edition} → {step.to_edition}: {'・'.join(step.old)} → {'・'.join(step.new)}")


def add(
    edition: Annotated[str, typer.Argument(metavar="PROGRAMME/EDITION", help=worded("Where it belongs."), show_default=False)],
    source: Annotated[str, typer.Argument(metavar="URL|FILE", help=worded("Address or file."), show_default=False)],
    document_id: Annotated[Optional[str], typer.Option("--id", help=worded("Id of the document."))] = None,  # noqa: UP045
    title: Annotated[str, typer.Option("--title", help=worded("Its title."))] = "",
    frame: Annotated[str, typer.Option("--frame", help=worded("Its frame."))] = "common",
    kind: KindOption = None,
    authority: AuthorityOption = None,
    registry: RegistryOption = None,
    lang: LangOption = None,
) -> None:
    from subsidy_rules.model.programme import DocumentEntry, source_id
    from subsidy_rules.registry.load import check_frame

    speech = chosen(lang)
    name, slash, label = edition.partition("/")
    if not slash:
        raise typer.BadParameter(worded("give PROGRAMME/EDITION"))
    with reporting(speech):
        programme = programme_of(name, registry)
        is_address = "://" in source or source.startswith("jgrants:")
        place = {"url": source} if is_address else {"file": source}
        entry = DocumentEntry(
            id=document_id or source_id(source.partition("?")[0]),
            title=title,
            frame=check_frame(programme, frame),
            kind=(kind or KindChoice.GUIDELINE).value,
            authority=(authority or AuthorityChoice.OFFICIAL).value,
            **place,
        )
        path = _add(programme.id, label, entry, registry)
        tell(message("Added: {document} to {edition} ({path})", document=entry.id, edition=edition, path=path).say(speech))


def check(
    paths: Annotated[
        Optional[list[Path]],  # noqa: UP045
        typer.Argument(metavar="[FILE...]", help=worded("Files; default: all of the project."), show_default=False),
    ] = None,
    lang: LangOption = None,
) -> None:
    from subsidy_rules.registry.check import check_registry
    from subsidy_rules.registry.places import packaged_folder, project_folder

    speech = chosen(lang)
    files = paths or sorted((project_folder(Path.cwd()) or packaged_folder()).glob("*.y*ml"))
    with reporting(speech):
        faults = check_registry(files)
        for fault in faults:
            tell(f"{fault.file}:{fault.line or 1}: {fault.words.say(speech)}")
        tell(
            message(
                "{files}, {faults}",
                files=counted("{n} file", "{n} files", len(files)),
                faults=counted("{n} finding", "{n} findings", len(faults)),
            ).say(speech)
        )
        finish([], speech, findings=bool(faults))


def propose(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=worded("Its document."), show_default=False)],
    programme: Annotated[str, typer.Option("--id", help=worded("Id of the programme."))] = "",
    lang: LangOption = None,
) -> None:
    from subsidy_rules.fetch import read_local, sha256_of
    from subsidy_rules.read.document import read_document
    from subsidy_rules.registry.propose import draft_programme, draft_yaml

    speech = chosen(lang)
    with reporting(speech):
        data = read_local(file)
        draft = draft_programme(read_document(data, file.name), programme)
        tell(draft_yaml(draft, sha256_of(data), file.name), nl=False)


def discover(
    programme: ProgrammeArgument,
    accept: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option("--accept", metavar="ID", help=worded("Add this proposal to the definition.")),
    ] = None,
    edition: Annotated[
        str,
        typer.Option("--edition", help=worded("Edition of what is accepted, where the proposal does not tell.")),
    ] = "",
    registry: RegistryOption = None,
    store: StoreOption = STORE,
    offline: OfflineOption = False,
    mirror: MirrorOption = None,
    allow_private: PrivateOption = False,
    portal: PortalOption = None,
    lang: LangOption = None,
) -> None:
    from subsidy_rules.fetch.discover import discover as look

    speech = chosen(lang)
    with reporting(speech):
        known = programme_of(programme, registry)
        with network(offline=offline, mirror=mirror, allow_private=allow_private, portal=portal) as ways:
            found = look(known, store, ways, now)
        wanted = set(accept or ())
        for proposal in found.proposals:
            if proposal.entry.id in wanted:
                target = proposal.edition or edition
                if not target:
                    raise typer.BadParameter(worded("{id}: give --edition", id=proposal.entry.id))
                path = _add(known.id, target, proposal.entry, registry)
                tell(message("Added: {document} to {edition} ({path})", document=proposal.entry.id, edition=target, path=path).say(speech))
            else:
                out().print(_line(proposal, speech), markup=False, soft_wrap=True)
        if wanted - {proposal.entry.id for proposal in found.proposals}:
            raise typer.BadParameter(worded("no such proposal: {ids}", ids=", ".join(sorted(wanted))))
        tell(
            message(
                "{proposals} from {pages}",
                proposals=counted("{n} proposal", "{n} proposals", len(found.proposals) - len(wanted)),
                pages=counted("{n} guide page", "{n} guide pages", len(known.pages)),
            ).say(speech)
        )
        finish(found.errors, speech, findings=len(found.proposals) > len(wanted))


def _line(proposal: Proposal, lang: Lang) -> str:
    note = message("new edition").say(lang) if proposal.new_edition else ""
    edition = noted(f"{proposal.programme}/{proposal.edition or '?'}", note, lang)
    return f"{proposal.entry.id}: {edition} {proposal.entry.title} {proposal.entry.url}"


def _add(programme: str, edition: str, entry: DocumentEntry, registry: Path | None) -> Path:
    """The programme's file in this project, which now has the document; written only where the result is still a valid registry."""
    from subsidy_rules.registry.edit import add_document
    from subsidy_rules.registry.places import own_file
    from subsidy_rules.store.atomic import write_atomic

    path, text_now = own_file(programme, registry, Path.cwd())
    write_atomic(path, add_document(text_now, str(path), programme, edition, entry).encode("utf-8"))
    return path
