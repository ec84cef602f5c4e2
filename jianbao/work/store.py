"""Results of earlier builds, by a hash of everything that could change their bytes.

The store may always be deleted; what is missing is made again.
"""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


def hash_of(parts: Iterable[str | bytes]) -> str:
    """Return one SHA-256 over several texts or bytes, each told apart from its neighbours."""
    digest = hashlib.sha256()
    for part in parts:
        raw = part.encode() if isinstance(part, str) else part
        digest.update(len(raw).to_bytes(8, "big") + raw)
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Store:
    """A folder of results; `folder` is made when first written to."""

    folder: Path

    def get(self, key: str) -> bytes | None:
        """Return what was made under a key, if it is there and whole."""
        try:
            raw = self._file(key).read_bytes()
        except FileNotFoundError:
            return None
        digest, content = raw[:32], raw[32:]
        return content if hashlib.sha256(content).digest() == digest else None

    def put(self, key: str, content: bytes) -> None:
        """Keep a result, with its digest in front of it."""
        file = self._file(key)
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.with_name(f".{file.name}.{secrets.token_hex(8)}")
        draft.write_bytes(hashlib.sha256(content).digest() + content)
        draft.replace(file)

    def keep_only(self, key: str) -> None:
        """Throw away every other result; one that is being put there at this moment stays."""
        for file in self.folder.glob("*/*"):
            if file.name != key and not file.name.startswith("."):
                file.unlink(missing_ok=True)

    def _file(self, key: str) -> Path:
        return self.folder / key[:2] / key
