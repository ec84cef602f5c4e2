"""A detached signature of SHA256SUMS, so that anyone can tell who published a site.

Comes in: a folder, a key or a list of signers. Goes out: `SHA256SUMS.sig`, or whose signature it bears. The
one door to OpenSSH, whose signatures need no service and no certificate (`man ssh-keygen`, -Y).
"""

import subprocess
from pathlib import Path

from jianbao.diagnostics import EnvironmentFault
from jianbao.release import CHECKSUMS

SIGNATURE = f"{CHECKSUMS}.sig"
_NAMESPACE = "jianbao"


def sign_checksums(folder: Path, key: Path) -> None:
    """Sign the checksums of a folder with a private key of OpenSSH.

    Raises:
        EnvironmentFault: OpenSSH is missing, or does not take the key.
    """
    with (folder / CHECKSUMS).open("rb") as sums:
        signature = _run(["ssh-keygen", "-Y", "sign", "-q", "-f", str(key), "-n", _NAMESPACE], sums.read())
    (folder / SIGNATURE).write_bytes(signature.encode())


def signer_of(folder: Path, signers: Path) -> str | None:
    """Return who signed the checksums of a folder, of those in a file of allowed signers; None: none of them.

    Raises:
        EnvironmentFault: OpenSSH is missing.
    """
    signature = folder / SIGNATURE
    try:
        found = _run(["ssh-keygen", "-Y", "find-principals", "-s", str(signature), "-f", str(signers)], b"")
        signer = found.strip().splitlines()[0]
        _run(
            [
                *("ssh-keygen", "-Y", "verify", "-q", "-n", _NAMESPACE),
                *("-s", str(signature), "-f", str(signers), "-I", signer),
            ],
            (folder / CHECKSUMS).read_bytes(),
        )
    except (_Refused, IndexError):
        return None
    return signer


class _Refused(EnvironmentFault):
    """OpenSSH says no."""


def _run(command: list[str], given: bytes) -> str:
    try:
        done = subprocess.run(command, input=given, capture_output=True, check=True)
    except FileNotFoundError:
        raise EnvironmentFault("ssh-keygen is missing; install OpenSSH (openssh-client)") from None
    except subprocess.CalledProcessError as error:
        raise _Refused(f"ssh-keygen: {error.stderr.decode(errors='replace').strip()}") from error
    return done.stdout.decode()
