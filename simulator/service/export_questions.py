"""Exports asked for, looked after and fetched: the one part of the App API that keeps what it answers.

A file is made at once, of the workspace's present second.
"""

from collections.abc import Iterable
from contextlib import suppress
from typing import assert_never

from simulator.operations import Identifier
from simulator.service.ledger import NotKept
from simulator.service.workspaces import Workspace
from simulator.wire import Request, Response
from simulator.wire.app_api import export_files, export_links, exports, messages
from simulator.wire.app_api.errors import not_found
from simulator.wire.app_api.exports import Export, ExportQuestion
from simulator.workspace import MessageAnswer, PersonAnswer, views


def told(question: ExportQuestion, workspace: Workspace, request: Request) -> Response:
    """The answer in the workspace's present second; `request` is what a refusal refers to, and whom a link is for.

    Raises:
        NotKept: the ledger has no room for an export; none was made.
    """
    match question:
        case exports.ExportPeople():
            return exports.begun_export(_of_people(question, workspace))
        case exports.ExportDeliveries():
            return exports.begun_export(_of_deliveries(question, workspace))
        case exports.ExportList():
            return exports.export_list(workspace.exports)
        case exports.OneExport(number):
            export = workspace.exports.find(number)
            return not_found(request) if export is None else exports.one_export(export)
        case exports.ExportLink(number):
            export = workspace.exports.find(number)
            return not_found(request) if export is None else _link(export, workspace, request)
        case exports.ExportFile(link):
            export = workspace.exports.find(link.export)
            if export is None or not _opens(link, export, workspace):
                return not_found(request)
            return exports.export_file(export)
        case _:
            assert_never(question)


def _of_people(question: exports.ExportPeople, workspace: Workspace) -> Export:
    people = views.matching(workspace.machine, question.condition)
    file = export_files.people_file(people, question.attributes, workspace.terms)
    return _made(workspace, "customers", "people whom a filter lets through", total=len(people), file=file)


def _of_deliveries(question: exports.ExportDeliveries, workspace: Workspace) -> Export:
    machine, terms = workspace.machine, workspace.terms
    found = messages.let_through(views.messages(machine), question.asked, machine.now, terms)
    recipients = _recipients(found, workspace) if question.attributes else {}
    file = export_files.deliveries_file(found, question.attributes, recipients, terms)
    return _made(workspace, "deliveries", question.description, total=len(found), file=file)


def _made(workspace: Workspace, kind: exports.ExportType, description: str, *, total: int, file: bytes) -> Export:
    export = Export(workspace.exports.next_number, kind, description, total, workspace.machine.now, file)
    workspace.keep_export(export)
    return export


def _recipients(found: Iterable[MessageAnswer], workspace: Workspace) -> dict[str, PersonAnswer]:
    people = (views.person(workspace.machine, Identifier("cio_id", one)) for one in {row.cio_id for row in found})
    return {person.cio_id: person for person in people if person is not None}


def _link(export: Export, workspace: Workspace, request: Request) -> Response:
    """A new link; reading goes on where its count cannot be kept."""
    with suppress(NotKept):
        workspace.count_download(export.number)
    path = export_links.link_path(
        workspace.number,
        export.number,
        workspace.machine.now + export_links.LINK_SECONDS,
        app_key=workspace.credentials.app_key,
        file=export.file,
        file_name=export.file_name,
    )
    return exports.export_link(export_links.address(path, request))


def _opens(link: export_links.Link, export: Export, workspace: Workspace) -> bool:
    """Whether the link is one to that export, and still works."""
    is_ours = link.is_sealed_by(workspace.credentials.app_key, export.file)
    return is_ours and workspace.machine.now <= link.until
