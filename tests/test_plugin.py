"""MkDocs makes a whole site of the pages: it is sound, asks nothing of anyone, and is the same each time."""

import datetime as dt
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import unquote, urljoin, urlsplit
from urllib.request import urlopen

import pytest
from examples import a_publication
from html_reading import Reading, read
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import PluginError
from small_archive import a_site, a_small_archive, a_website

from jianbao.diagnostics import EnvironmentFault
from jianbao.outputs.website import Website
from jianbao.plugin import JianbaoPlugin, build_site, serve_site
from jianbao.theme import find_mkdocs_config

ROOT = find_mkdocs_config().parent
HOST = "https://bulletin.example.org/"
HOSTILE = "</title><script>alert(1)</script><b>&amp;\"'"

BUILD_ELSEWHERE = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from small_archive import a_site, a_small_archive, a_website
from jianbao.plugin import build_site
build_site(a_website(a_site(a_small_archive())), Path(sys.argv[2]))
"""


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()
    }


def readings(folder: Path) -> dict[str, Reading]:
    return {name: read(data.decode()) for name, data in files_in(folder).items() if name.endswith(".html")}


@pytest.fixture(scope="session")
def read_pages(built: Path) -> dict[str, Reading]:
    return readings(built)


def test_every_page_and_file_stands_at_its_address(built: Path, website: Website) -> None:
    files = files_in(built)
    assert {f"{page.address}index.html" for page in website.pages} <= files.keys()
    for artifact in website.files:
        assert files[artifact.path] == artifact.content
    assert {"404.html", "sitemap.xml", "robots.txt"} <= files.keys()


def test_every_link_and_anchor_leads_somewhere(built: Path, read_pages: dict[str, Reading]) -> None:
    files = files_in(built)
    for name, page in read_pages.items():
        ways = [
            *page.values("a", "href"),
            *page.values("link", "href"),
            *page.values("img", "src"),
            *page.values("script", "src"),
        ]
        for way in ways:
            target = urlsplit(urljoin(f"{HOST}{name}", way))
            if target.scheme == "mailto":
                continue
            assert f"{target.scheme}://{target.netloc}/" == HOST, (name, way)
            path = unquote(target.path).lstrip("/")
            path = f"{path}index.html" if not path or path.endswith("/") else path
            path = path if path in files else f"{path}/index.html"
            if path.startswith("search/") and not way.startswith("#") and path not in files:
                continue  # the index is made beside the pages: tests/browser look there
            assert path in files, (name, way)
            if target.fragment and path.endswith(".html"):
                assert target.fragment in read_pages[path].ids, (name, way)


def test_links_are_relative_so_that_the_site_works_in_any_folder(read_pages: dict[str, Reading]) -> None:
    for name, page in read_pages.items():
        for way in page.values("a", "href") if name != "404.html" else ():
            assert not way.startswith(("/", "http:", "https:")), (name, way)


def test_nothing_is_asked_of_another_host(built: Path, read_pages: dict[str, Reading]) -> None:
    for name, page in read_pages.items():
        for _, attributes in page.elements:
            asked = [
                attributes[key] for key in ("src", "srcset", "poster", "data", "action") if key in attributes
            ]
            assert not [way for way in asked if "//" in way], name
        for tag, attributes in page.elements:
            if tag == "link" and attributes["rel"] != "canonical":
                assert "//" not in attributes["href"], name
    for style in built.rglob("*.css"):
        asked = re.findall(r"(?:url\(|@import)\s*['\"]?([^'\")]+)", style.read_text())
        for way in asked:
            assert way.startswith("data:") or (style.parent / way).resolve().is_file(), (style.name, way)


def test_hostile_names_are_inert_in_every_finished_page(
    website: Website, read_pages: dict[str, Reading], tmp_path: Path
) -> None:
    hostile = a_website(a_site(a_small_archive(lambda text: text + HOSTILE)))
    build_site(hostile, tmp_path / "site")
    found = readings(tmp_path / "site")
    assert found.keys() == read_pages.keys()
    for name, page in found.items():
        assert page.skeleton == read_pages[name].skeleton, name
        assert page.title.endswith(f"简报{HOSTILE}"), name
    item = found["items/2020/books/index.html"]
    assert item.title.startswith(f"爱心书籍送到留守儿童手中{HOSTILE} - ")


def test_title_and_language_are_in_the_head_of_each_page(
    website: Website, read_pages: dict[str, Reading]
) -> None:
    site_name = "甘肃省政府妇女儿童工作委员会简报"
    for page in website.pages:
        finished = read_pages[f"{page.address}index.html"]
        assert finished.title.strip() == (f"{page.title} - {site_name}" if page.address else site_name)
        assert finished.values("html", "lang") == ["zh-CN"]
    assert read_pages["404.html"].title.strip() == f"没有找到这个页面 - {site_name}"
    assert "没有找到这个页面" in read_pages["404.html"].text


def test_only_the_seven_ways_in_are_in_the_frame_of_a_page(read_pages: dict[str, Reading]) -> None:
    page = read_pages["regions/620400/index.html"]
    assert "首页各期地区主题来源年份归档" in page.text
    assert "未刊一条" not in page.text


def test_long_page_lists_its_own_contents(read_pages: dict[str, Reading]) -> None:
    assert "本页目录各地在行动书籍到手简讯县里来信" in read_pages["issues/2020-03/index.html"].text
    assert "本页目录" not in read_pages["items/2020/brief/index.html"].text


def test_sitemap_names_every_page_and_the_day_it_changed(built: Path, website: Website) -> None:
    sitemap = (built / "sitemap.xml").read_text()
    entries = re.findall(r"<loc>(.*?)</loc>\s*<lastmod>(.*?)</lastmod>", sitemap)
    assert dict(entries) == {f"{HOST}{page.address}": str(page.changed) for page in website.pages}
    assert "1970" not in sitemap


def test_nothing_of_material_is_loaded_that_no_page_needs(
    built: Path, read_pages: dict[str, Reading]
) -> None:
    assert read_pages["index.html"].values("script", "src") == ["assets/javascripts/frame.js"]
    brought = ("assets/javascripts/bundle.", "assets/stylesheets/main.", "assets/stylesheets/palette.")
    assert not [name for name in files_in(built) if name.startswith(brought) or "lunr" in name]


def test_page_not_found_offers_a_search_and_works_at_any_depth(read_pages: dict[str, Reading]) -> None:
    page = read_pages["404.html"]
    assert page.values("form", "action") == ["/search/"]
    assert page.values("input", "name") == ["q"]
    assert all(way.startswith(("/", "#", "mailto:")) for way in page.values("a", "href"))
    assert all(way.startswith("/") for way in (*page.values("link", "href"), *page.values("script", "src")))


def test_menu_of_a_phone_opens_without_a_script(read_pages: dict[str, Reading]) -> None:
    page = read_pages["regions/index.html"]
    (opened,) = page.values("button", "popovertarget")
    (menu,) = [a for tag, a in page.elements if tag == "nav" and "popover" in a]
    assert menu["id"] == opened
    assert page.values("a", "aria-current") == ["page"]


def test_page_has_its_landmarks_and_a_way_past_its_head(read_pages: dict[str, Reading]) -> None:
    for name, page in read_pages.items():
        tags = [tag for tag, _ in page.elements]
        assert tags.count("main") == 1, name
        assert tags.index("header") < tags.index("main"), name
        assert page.values("main", "id") == [page.values("a", "href")[0].lstrip("#")], name


def test_same_content_gives_same_bytes(built: Path, tmp_path: Path) -> None:
    elsewhere = os.environ | {
        "PYTHONHASHSEED": "7",
        "SOURCE_DATE_EPOCH": "1",
        "TZ": "Asia/Shanghai",
        "PYTHONPATH": str(ROOT),
    }
    subprocess.run(
        [sys.executable, "-c", BUILD_ELSEWHERE, str(ROOT / "tests"), str(tmp_path / "other")],
        cwd=tmp_path,
        env=elsewhere,
        check=True,
    )
    assert files_in(tmp_path / "other") == files_in(built)


def test_a_publication_without_anything_is_built(tmp_path: Path) -> None:
    build_site(a_website(a_site(a_publication())), tmp_path / "site")
    assert "<loc>https://bulletin.example.org/issues/</loc>" in (tmp_path / "site/sitemap.xml").read_text()


def test_whatever_mkdocs_warns_of_stops_the_build(website: Website, tmp_path: Path) -> None:
    without_home = replace(website, pages=website.pages[1:])
    with pytest.raises(EnvironmentFault, match=r"index\.md"):
        build_site(without_home, tmp_path / "site")


def test_mkdocs_alone_builds_the_site_without_a_warning(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "site")],
        cwd=ROOT,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    assert (tmp_path / "site" / "index.html").is_file()


def test_faults_of_the_content_are_what_mkdocs_reports(tmp_path: Path) -> None:
    plugin = JianbaoPlugin()
    plugin.load_config({"content": str(tmp_path / "nothing here")})
    config = load_config(str(find_mkdocs_config()), site_dir=str(tmp_path / "site"))
    with pytest.raises(PluginError, match="nothing here"):
        plugin.on_config(config)


def test_preview_is_built_anew_with_the_same_options(
    website: Website, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def compose(content: Path, as_of: dt.datetime) -> Website:
        asked.append((content, as_of))
        return website

    def serve_two_rounds(config_file: str, **options: object) -> None:
        for _ in range(2):
            build(load_config(config_file, site_dir=str(tmp_path / "site"), **options))

    monkeypatch.setattr("jianbao.plugin.compose_website", compose)
    monkeypatch.setattr("jianbao.plugin.serve", serve_two_rounds)
    moment = dt.datetime(2020, 5, 1, tzinfo=dt.UTC)
    serve_site(tmp_path / "content", moment)
    assert asked == [(tmp_path / "content", moment)] * 3


SERVE_AT = """
import datetime as dt, functools, sys
from pathlib import Path
import jianbao.plugin as plugin
plugin.serve = functools.partial(plugin.serve, dev_addr=f"127.0.0.1:{sys.argv[2]}")
plugin.serve_site(Path(sys.argv[1]), dt.datetime(2020, 5, 1, tzinfo=dt.UTC))
"""


@pytest.fixture
def previewed(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A content folder under preview, and the address where it is shown."""
    content = Path(shutil.copytree(ROOT / "tests/faults/base", tmp_path / "content"))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    command = (sys.executable, "-c", SERVE_AT, str(content), str(port))
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with (
        (tmp_path / "said").open("wb") as said,
        subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=said, stderr=said) as server,
    ):
        yield content, f"http://127.0.0.1:{port}/"
        server.kill()


def seen_at(address: str, *, until: str) -> str:
    """Return a page as soon as it says something."""
    page, ends = "", time.monotonic() + 60
    while until not in page and time.monotonic() < ends:
        time.sleep(0.2)
        try:
            with urlopen(address, timeout=20) as answer:
                page = answer.read().decode()
        except HTTPError as refused:
            page = refused.read().decode()
        except URLError:
            continue
    return page


def test_preview_shows_what_is_wrong_and_comes_back_when_it_is_mended(previewed: tuple[Path, str]) -> None:
    content, address = previewed
    item = content / "items/2020/books.yml"
    sound = item.read_text(encoding="utf-8")
    front = seen_at(address, until="<title>")
    assert "爱心书籍" in front
    item.write_text(sound.replace("region: 皋兰县", "region: <皋兰>"), encoding="utf-8")
    wrong = seen_at(address, until="unknown region")
    assert "items/2020/books.yml:3:9: unknown region &quot;&lt;皋兰&gt;&quot;" in wrong
    item.write_text(sound.replace("爱心书籍", "图书"), encoding="utf-8")
    assert "图书送到" in seen_at(address, until="图书送到")
