"""The computers that hold a secret of the vault. Today that is this one; its trust can be ended."""

from __future__ import annotations

from twinlatch import factors, protocol
from twinlatch.errors import NotFound
from twinlatch.registry import method
from twinlatch.session import Session

_THIS = "this"


@method("devices.list")
def devices(session: Session, params: protocol.Nothing) -> protocol.Devices:
    """Every computer that opens the vault with its own secret; none while two-factor is off."""
    label, _, since = session.vault.header.device_label.rpartition(" ")
    if not since:
        return protocol.Devices(devices=[])
    this = protocol.Device(
        id=_THIS, label=label, since=since, current=True, trusted_until=factors.trusted_until(session)
    )
    return protocol.Devices(devices=[this])


@method("devices.forget", gesture=True)
def forget(session: Session, params: protocol.DeviceForgetParams) -> protocol.Nothing:
    """Ends the trust in a device: its next log-in asks for the code."""
    if params.id != _THIS:
        raise NotFound(what="device")
    factors.end_trust(session)
    return protocol.Nothing()
