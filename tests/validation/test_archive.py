"""The default PDF is PDF/A-2a and PDF/UA-1 at once, whatever an issue holds, and faults in it are found."""

import hashlib
import io
from collections.abc import Callable, Mapping
from dataclasses import replace

import page
import pikepdf
import pytest
import verapdf
from defects import DEFECTS, damaged, none
from examples import a_picture, a_publication, an_issue, an_item
from generated import Generated, a_generated_issue, generated_issues
from paper_reading import ROOT, THEME
from PIL import Image, ImageCms
from trust_figures import Leave

from jianbao.language import read_language
from jianbao.load import read_publication
from jianbao.model import PictureFile
from jianbao.outputs.issue_pdf import render_issue

PROFILES = ("2a", "ua1")
needs_verapdf = pytest.mark.skipif(
    bool(verapdf.lacking()),
    reason=f"a second opinion needs {verapdf.lacking()} (pyproject.toml, group test)",
)


def made(generated: Generated) -> bytes:
    language = read_language(generated.publication.imprint.language, THEME)
    return render_issue(generated.issue, generated.publication, language, generated.pictures, THEME).content


@pytest.fixture(scope="module")
def sample() -> bytes:
    loaded = read_publication(ROOT / "content")
    issue = loaded.publication.issue("2020-03")
    assert issue is not None
    return made(Generated(issue=issue, publication=loaded.publication, pictures=loaded.pictures))


def faults(content: bytes) -> Mapping[str, list[str]]:
    """Return what page-validation finds, by profile."""
    found = {}
    for profile in PROFILES:
        report = page.validate_pdf_bytes(content, profile=profile)
        assert report.rules.total > 100
        found[profile] = [f"{failure.rule_id}: {failure.message}" for failure in report.failures]
    return found


NO_FAULTS = {profile: [] for profile in PROFILES}


@pytest.mark.check(28)
def test_the_sample_is_pdf_a_2a_and_pdf_ua_1(sample: bytes, leave: Leave) -> None:
    assert faults(sample) == NO_FAULTS
    rules = [page.validate_pdf_bytes(sample, profile=profile).rules.total for profile in PROFILES]
    leave(f"the sample: PDF/A-2a {rules[0]} of {rules[0]} rules, PDF/UA-1 {rules[1]} of {rules[1]}")


def test_the_sample_is_a_sound_file(sample: bytes) -> None:
    with pikepdf.open(io.BytesIO(sample)) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert not pdf.is_encrypted


@pytest.mark.parametrize("number", [3, 4, 25])
def test_issues_of_other_kinds_are_pdf_a_2a_and_pdf_ua_1(number: int) -> None:
    assert faults(made(a_generated_issue(number))) == NO_FAULTS


def test_generated_issues_are_the_same_for_ever() -> None:
    first, second = a_generated_issue(4), a_generated_issue(4)
    assert first == second
    assert first.issue != a_generated_issue(5).issue


def a_file(mode: str, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize((320, 200)).convert("RGB").convert(mode).save(out, kind, **options)
    return out.getvalue()


def turned() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6
    return a_file("RGB", "JPEG", exif=exif)


SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
PICTURES: Mapping[str, Callable[[], bytes]] = {
    "colour.png": lambda: a_file("RGB", "PNG"),
    "colour with profile.png": lambda: a_file("RGB", "PNG", icc_profile=SRGB),
    "transparent.png": lambda: a_file("RGBA", "PNG"),
    "palette.png": lambda: a_file("P", "PNG"),
    "palette with a transparent colour.png": lambda: a_file("P", "PNG", transparency=0),
    "grey.png": lambda: a_file("L", "PNG"),
    "grey and transparent.png": lambda: a_file("LA", "PNG"),
    "grey of 16 bits.png": lambda: a_file("I;16", "PNG"),
    "black and white.png": lambda: a_file("1", "PNG"),
    "colour.jpg": lambda: a_file("RGB", "JPEG"),
    "colour with profile.jpg": lambda: a_file("RGB", "JPEG", icc_profile=SRGB),
    "turned.jpg": turned,
    "progressive.jpg": lambda: a_file("RGB", "JPEG", progressive=True),
    "grey.jpg": lambda: a_file("L", "JPEG"),
    "for the press.jpg": lambda: a_file("CMYK", "JPEG"),
    "colour.webp": lambda: a_file("RGB", "WEBP"),
    "transparent.webp": lambda: a_file("RGBA", "WEBP", lossless=True),
}


@pytest.mark.parametrize("name", PICTURES)
def test_pictures_of_every_kind_that_editors_may_hand_in_are_archived(name: str) -> None:
    content = PICTURES[name]()
    with Image.open(io.BytesIO(content)) as image:
        width, height = image.size
    digest = hashlib.sha256(content).hexdigest()
    file = PictureFile(path=f"2020/{name}", width=width, height=height, sha256=digest)
    issue = an_issue(an_item(pictures=(replace(a_picture(), file=file),)))
    generated = Generated(issue=issue, publication=a_publication(issue), pictures={file.path: content})
    assert faults(made(generated)) == NO_FAULTS


def test_a_file_written_anew_has_no_fault_of_its_own(sample: bytes) -> None:
    assert faults(damaged(sample, none)) == NO_FAULTS


@pytest.mark.check(28)
@pytest.mark.parametrize("defect", DEFECTS)
def test_a_seeded_defect_is_found(defect: str, sample: bytes, leave: Leave) -> None:
    found = faults(damaged(sample, DEFECTS[defect]))
    assert any(found.values())
    leave(f"{len(DEFECTS)} of {len(DEFECTS)} seeded defects found")


@pytest.mark.long
@needs_verapdf
@pytest.mark.parametrize("profile", PROFILES)
def test_verapdf_agrees_about_the_sample(profile: str, sample: bytes) -> None:
    engine = verapdf.engine()
    assert engine.faults(sample, profile) == ()
    assert engine.faults(damaged(sample, none), profile) == ()


@pytest.mark.long
@needs_verapdf
@pytest.mark.parametrize("defect", DEFECTS)
def test_verapdf_finds_a_seeded_defect(defect: str, sample: bytes) -> None:
    content = damaged(sample, DEFECTS[defect])
    assert any(verapdf.engine().faults(content, profile) for profile in PROFILES)


@pytest.mark.long
@needs_verapdf
@pytest.mark.check(28)
def test_50_generated_issues_are_pdf_a_2a_and_pdf_ua_1_for_both_validators(leave: Leave) -> None:
    count = 0
    for generated in generated_issues(50):
        content = made(generated)
        assert faults(content) == NO_FAULTS, generated.issue.id
        for profile in PROFILES:
            assert verapdf.engine().faults(content, profile) == (), generated.issue.id
        with pikepdf.open(io.BytesIO(content)) as pdf:
            assert pdf.check_pdf_syntax() == [], generated.issue.id
        count += 1
    assert count == 50
    leave("50 generated issues: 0 faults for both validators, and for qpdf")
