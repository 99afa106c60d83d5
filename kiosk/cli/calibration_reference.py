"""``kiosk calibration reference``: the register of blackbodies and their certificates."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Annotated

import typer

from kiosk.cli.common import SHIPPED, Config, settings_or_exit
from kiosk.cli.database import UNAVAILABLE, store


def join(app: typer.Typer) -> None:
    group = typer.Typer(help="The blackbodies that thermometers are compared with.", no_args_is_help=True)
    group.command("add")(add)
    group.command("list")(list_references)
    app.add_typer(group, name="reference")


def add(
    id: Annotated[str, typer.Argument(metavar="ID", help="A short name, as on the label: BB-1.")],
    certificate: Annotated[str, typer.Option(prompt=True, help="Number of the certificate.")],
    laboratory: Annotated[str, typer.Option(prompt=True, help="Who calibrated it.")],
    calibrated_on: Annotated[str, typer.Option(prompt=True, help="Day of the certificate, 2020-02-03.")],
    due: Annotated[str, typer.Option(prompt=True, help="Last day on which it may be used.")],
    uncertainty: Annotated[str, typer.Option("--uncertainty", prompt=True, help="U, degrees.")],
    k: Annotated[str, typer.Option(help="Coverage factor of U.")] = "2",
    emissivity: Annotated[str, typer.Option(prompt=True, help="Of its surface, 0.5 to 1.")] = "0.99",
    maker: Annotated[str, typer.Option()] = "",
    model: Annotated[str, typer.Option()] = "",
    serial: Annotated[str, typer.Option()] = "",
    accreditation: Annotated[str, typer.Option(help="The laboratory's, like LK-000-IDN.")] = "",
    correction: Annotated[
        list[str] | None, typer.Option(help="The certificate's own, SHOWN:ADD, once for each point.")
    ] = None,
    by: Annotated[str, typer.Option("--by", prompt="Who enters it")] = "",
    config: Config = SHIPPED,
) -> None:
    """Enter a blackbody, or its new certificate under the same id."""
    from kiosk.rules.calibration.reference import Reference
    from kiosk.store.audit_codec import shell
    from kiosk.store.calibration_rows import add_reference

    settings = settings_or_exit(config)
    try:
        reference = Reference(
            id=id,
            maker=maker,
            model=model,
            serial=serial,
            certificate=certificate,
            laboratory=laboratory,
            accreditation=accreditation,
            calibrated_on=date.fromisoformat(calibrated_on),
            due=date.fromisoformat(due),
            expanded=Decimal(uncertainty),
            k=Decimal(k),
            emissivity=Decimal(emissivity),
            corrections=tuple(sorted(_pair(text) for text in correction or [])),
        )
    except (ValueError, InvalidOperation) as error:
        raise typer.BadParameter(str(error)) from None
    with store(settings, UNAVAILABLE) as engine:
        at, actor = datetime.now(settings.office.zone), shell(settings.office.kiosk)
        add_reference(engine, reference, at=at, by=by, actor=actor)
    typer.echo(f"{reference.id} may be used until {reference.due}")


def list_references(
    config: Config = SHIPPED,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """Each blackbody by its newest certificate."""
    from kiosk.rules.calibration.codec import to_json
    from kiosk.store.calibration_rows import references

    settings = settings_or_exit(config)
    with store(settings, UNAVAILABLE) as engine:
        found = references(engine)
    if as_json:
        typer.echo(json.dumps([json.loads(to_json(reference)) for reference in found], indent=2))
        return
    today = datetime.now(settings.office.zone).date()
    for each in found:
        state = "expired" if today > each.due else "valid"
        typer.echo(
            f"{each.id}\t{each.certificate}\t{each.laboratory}\tU {each.expanded} k {each.k}\t{state} until {each.due}"
        )


def _pair(text: str) -> tuple[Decimal, Decimal]:
    shown, _, add = text.partition(":")
    return Decimal(shown), Decimal(add)
