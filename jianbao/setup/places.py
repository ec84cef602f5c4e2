"""Where things lie in a checkout."""

import os
from dataclasses import dataclass
from pathlib import Path

from jianbao.fonts import Face, read_faces
from jianbao.profiles import Profile, read_profiles
from jianbao.supplies import Supply


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
    def supplies(self) -> tuple[Supply, ...]:
        """What the manifests name."""
        return (*read_faces(self.root / Face.manifest), *read_profiles(self.root / Profile.manifest))

    def place_of(self, supply: Supply) -> Path:
        """Return where a file that a manifest names belongs."""
        return self.root / supply.folder / supply.file

    @property
    def fonts(self) -> Path:
        """The folder of font files."""
        return self.root / Face.folder

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
    def tools(self) -> Path:
        """The folder of checkers that the project's own tests use."""
        return self.state / "tools"

    @property
    def fetched(self) -> Path:
        """The folder for downloads, removed once everything is in place."""
        return self.state / "fetched"
