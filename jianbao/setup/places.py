"""Where things lie in a checkout."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Places:
    """The files and folders of one checkout that set-up reads or makes."""

    root: Path

    @property
    def lock(self) -> Path:
        """The Python packages with their hashes."""
        return self.root / "requirements.lock"

    @property
    def project(self) -> Path:
        """What the project says about itself."""
        return self.root / "pyproject.toml"

    @property
    def manifest(self) -> Path:
        """The list of faces."""
        return self.root / "theme" / "fonts.toml"

    @property
    def fonts(self) -> Path:
        """The folder of font files."""
        return self.root / "fonts"

    @property
    def venv(self) -> Path:
        """The virtual environment; set-up may delete it and make it again."""
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        """The interpreter of the virtual environment."""
        return self.venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    @property
    def stamp(self) -> Path:
        """What set-up has completed; it goes away with the environment it speaks of."""
        return self.venv / "jianbao-setup.json"

    @property
    def state(self) -> Path:
        """The folder set-up works in."""
        return self.root / ".setup"

    @property
    def log(self) -> Path:
        """What the programs said that the last set-up ran."""
        return self.state / "setup.log"

    @property
    def turn(self) -> Path:
        """The file whose lock says that a set-up is at work."""
        return self.state / "turn"

    @property
    def fetched(self) -> Path:
        """The folder for downloads, removed once the fonts are in place."""
        return self.state / "fetched"
