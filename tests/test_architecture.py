"""The house keeps its shape: imports run one way, and each library has one door."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "jianbao"

# what each room may import; a room is a module or a folder of jianbao/
PERMITTED: dict[str, set[str]] = {
    "model": set(),
    "diagnostics": set(),
    "progress": set(),
    "theme": set(),
    "language": set(),
    "markup": set(),
    "work": {"diagnostics"},
    "supplies": {"diagnostics"},
    "fonts": {"diagnostics", "supplies"},
    "profiles": {"supplies"},
    "exchange": set(),
    "release": {"diagnostics", "exchange"},
    "artifact": {"model"},
    "plan": {"model"},
    "setup": {"diagnostics", "fonts", "profiles", "progress", "supplies"},
    "load": {"model", "diagnostics", "markup"},
    "typesetting": {"model", "diagnostics", "fonts"},
    "outputs": {"artifact", "diagnostics", "language", "markup", "model", "plan", "typesetting"},
    "variants": {"artifact", "diagnostics", "profiles", "supplies", "typesetting"},
    "papers": {"artifact", "language", "model", "outputs", "typesetting", "variants", "work"},
    "workshop": {
        "fonts",
        "load",
        "model",
        "papers",
        "progress",
        "supplies",
        "theme",
        "typesetting",
        "work",
    },
    "record": {"artifact", "diagnostics", "model", "release"},
    "issued": {
        "artifact",
        "diagnostics",
        "language",
        "load",
        "model",
        "outputs",
        "plan",
        "record",
        "workshop",
    },
    "search_index": {"artifact", "diagnostics", "model", "outputs", "work"},
    "correcting": {"artifact", "language", "model", "outputs", "papers"},
    "journey": {
        "artifact",
        "correcting",
        "diagnostics",
        "issued",
        "language",
        "load",
        "model",
        "outputs",
        "plan",
        "progress",
        "search_index",
        "typesetting",
        "variants",
        "workshop",
    },
    "verifying": {"diagnostics", "issued", "load", "model", "record", "release"},
    "depositing": {"artifact", "issued", "journey", "model", "progress", "record", "release", "workshop"},
    "issuing": {
        "artifact",
        "diagnostics",
        "issued",
        "journey",
        "language",
        "load",
        "model",
        "progress",
        "record",
        "release",
        "typesetting",
        "workshop",
    },
    "reporting": {
        "artifact",
        "diagnostics",
        "issued",
        "journey",
        "language",
        "load",
        "model",
        "outputs",
        "progress",
        "workshop",
    },
    "registering": {
        "artifact",
        "diagnostics",
        "issued",
        "journey",
        "language",
        "load",
        "model",
        "outputs",
        "progress",
        "workshop",
    },
    "runs": {"model"},
    "printing": {
        "artifact",
        "correcting",
        "diagnostics",
        "issued",
        "journey",
        "language",
        "load",
        "model",
        "outputs",
        "progress",
        "theme",
        "typesetting",
        "variants",
        "workshop",
    },
    "plugin": {"diagnostics", "journey", "outputs", "plan", "theme"},
    "cli": {
        "artifact",
        "depositing",
        "diagnostics",
        "issuing",
        "journey",
        "language",
        "load",
        "plugin",
        "printing",
        "progress",
        "record",
        "registering",
        "release",
        "reporting",
        "runs",
        "scaffold",
        "theme",
        "variants",
        "verifying",
        "workshop",
    },
    "corrections": {"language", "model"},
    "scaffold": {"corrections", "diagnostics", "language", "model"},
    "__main__": {"cli"},
    "__init__": set(),
}

# the same within typesetting; what stands outside its rooms may use them all
WITHIN_TYPESETTING: dict[str, set[str]] = {
    "pages": set(),
    "presswork": set(),
    "files": set(),
    "faces": {"files", "pages"},
    "lines": {"faces"},
}

# where each library may be imported: everywhere else it is a stranger
DOORS: dict[str, set[str]] = {
    "yaml": {"load/files.py"},
    "pydantic": {"load/records"},
    "pydantic_core": {"load/records"},
    "markdown": {"markup"},
    "nh3": {"markup/allowed.py"},
    "weasyprint": {"typesetting", "outputs/issue_pdf.py"},
    "fontTools": {"typesetting", "setup"},
    "pikepdf": {"typesetting"},
    "PIL": {"load/pictures.py", "outputs/cards.py", "typesetting"},
    "mkdocs": {"plugin.py"},
    "pagefind_bin": {"search_index/engine.py"},
    "zopfli": {"search_index/engine.py"},
    "css_inline": {"outputs/letter.py"},
    "babel": {"language.py"},
    "click": {"cli"},
    "bagit": {"record/deposit.py"},
    "segno": {"typesetting/copies.py"},
    "jinja2": {"outputs", "plugin.py", "typesetting"},
}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def room_of(file: Path) -> str:
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports_of(file: Path) -> Iterator[str]:
    """Yield what a module imports, with its line; imports of types for the checker alone count too."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: relative import"
            if node.module == "jianbao":
                yield from (f"jianbao.{alias.name}" for alias in node.names)
            elif node.module:
                yield node.module


@pytest.mark.parametrize("file", modules(), ids=lambda file: file.relative_to(PACKAGE).as_posix())
def test_a_room_imports_only_what_the_table_permits(file: Path) -> None:
    room = room_of(file)
    rooms = {name.split(".")[1] for name in imports_of(file) if name.startswith("jianbao.")}
    assert rooms - {room, "__version__"} <= PERMITTED[room]


@pytest.mark.parametrize("room", WITHIN_TYPESETTING)
def test_a_room_of_typesetting_imports_only_what_its_table_permits(room: str) -> None:
    files = list((PACKAGE / "typesetting" / room).glob("*.py"))
    assert files
    names = {name.split(".")[2] for file in files for name in imports_of(file) if ".typesetting." in name}
    assert names & WITHIN_TYPESETTING.keys() <= {room, *WITHIN_TYPESETTING[room]}


@pytest.mark.parametrize("library", DOORS)
def test_a_library_has_one_door(library: str) -> None:
    users = {
        file.relative_to(PACKAGE).as_posix()
        for file in modules()
        if library in {name.split(".")[0] for name in imports_of(file)}
    }
    strangers = {user for user in users if not any(user.startswith(door) for door in DOORS[library])}
    assert users, f"nobody uses {library}"
    assert not strangers


def test_the_table_of_imports_has_no_way_back() -> None:
    settled: set[str] = set()
    waiting = dict(PERMITTED)
    while waiting:
        ready = {room for room, below in waiting.items() if below <= settled}
        assert ready, f"these rooms import each other in a circle: {sorted(waiting)}"
        settled |= ready
        waiting = {room: below for room, below in waiting.items() if room not in ready}


@pytest.mark.parametrize("file", modules(), ids=lambda file: file.relative_to(PACKAGE).as_posix())
def test_a_module_is_small_enough_to_see(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 320


@pytest.mark.parametrize("file", modules(), ids=lambda file: file.relative_to(PACKAGE).as_posix())
def test_nothing_catches_everything_and_only_the_command_line_prints(file: Path) -> None:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ExceptHandler):
            caught = {name.id for name in ast.walk(node.type or node) if isinstance(name, ast.Name)}
            assert node.type is not None, node.lineno
            assert not caught & {"Exception", "BaseException"}, node.lineno
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id != "print" or file.name == "cli", node.lineno
