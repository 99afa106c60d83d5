"""TLS in front of a PostgreSQL that has none: the server's half of the protocol's negotiation, a real certificate.

The embedded server is built without OpenSSL. What the kiosk does is all real: libpq asks for TLS, checks the chain and
the host's name, and from then on everything is encrypted.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

SSL_REQUEST = struct.pack("!ii", 8, 80877103)
"""https://www.postgresql.org/docs/current/protocol-message-formats.html: SSLRequest."""


@dataclass(frozen=True)
class Authority:
    """Signs certificates; ``file`` is what a kiosk is given as ``sslrootcert``."""

    file: Path
    key: ec.EllipticCurvePrivateKey = field(repr=False)
    name: x509.Name

    @classmethod
    def made_in(cls, folder: Path) -> Authority:
        folder.mkdir()
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Kota Pekalongan")])
        made = _certificate(name, name, key.public_key())
        made = made.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        file = folder / "root.crt"
        file.write_bytes(made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
        return cls(file, key, name)

    def certify(self, host: str) -> ssl.SSLContext:
        """A server's context with a certificate for ``host``, a name or an address."""
        key = ec.generate_private_key(ec.SECP256R1())
        made = _certificate(
            x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)]), self.name, key.public_key()
        )
        made = made.add_extension(x509.SubjectAlternativeName([_named(host)]), critical=False)
        both = self.file.with_name(f"{host}.pem")
        both.write_bytes(
            made.sign(self.key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
            + key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(both)
        return context


def _certificate(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key)
    made = made.serial_number(x509.random_serial_number())
    return made.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))


def _named(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


@dataclass
class Front:
    """What came through: TLS versions of finished handshakes, and first bytes of connections that asked for none."""

    port: int
    versions: list[str | None] = field(default_factory=list)
    in_clear: list[bytes] = field(default_factory=list)


@contextmanager
def behind_tls(server: str, context: ssl.SSLContext) -> Iterator[Front]:
    """A TCP port that speaks TLS and passes everything on to the PostgreSQL socket ``server``."""
    listener = socket.create_server(("127.0.0.1", 0))
    front = Front(listener.getsockname()[1])

    def accept() -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=_carry, args=(client, server, context, front), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield front
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()


def _carry(client: socket.socket, server: str, context: ssl.SSLContext, front: Front) -> None:
    with client:
        asked = client.recv(8, socket.MSG_WAITALL)
        if asked != SSL_REQUEST:
            front.in_clear.append(asked)
            return
        client.sendall(b"S")
        try:
            wrapped = context.wrap_socket(client, server_side=True)
        except (ssl.SSLError, OSError):
            return  # the kiosk did not like the certificate
        front.versions.append(wrapped.version())
        with wrapped, socket.socket(socket.AF_UNIX) as behind:
            behind.connect(server)
            back = threading.Thread(target=pump, args=(behind, wrapped), daemon=True)
            back.start()
            pump(wrapped, behind)
            back.join(10)


def pump(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    with suppress(OSError):
        target.shutdown(socket.SHUT_RDWR)
