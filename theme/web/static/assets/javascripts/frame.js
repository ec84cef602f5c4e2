/* What the frame of every page does beyond HTML: colours by choice, pictures enlarged, a citation copied,
   the slash key. Each works without this file, or is not offered. It is loaded in the head, so that a page
   never shows in other colours than chosen. */
(() => {
  "use strict";

  /* Colours: by the system, light or dark; the choice is kept for all pages. */

  const KEY = "jianbao.scheme";
  const dark = document.getElementById("dark");
  const MEDIA = { auto: dark.media, light: "not all", dark: "screen" };

  function chosen() {
    try {
      const kept = localStorage.getItem(KEY);
      return Object.hasOwn(MEDIA, kept) ? kept : "auto";
    } catch {
      return "auto";
    }
  }

  function keep(scheme) {
    try {
      localStorage.setItem(KEY, scheme);
    } catch {
      /* A browser that keeps nothing shows the choice on this page only. */
    }
  }

  function show(scheme) {
    dark.media = MEDIA[scheme];
    document.documentElement.dataset.scheme = scheme;
    document.querySelector("meta[name=color-scheme]").content = scheme === "auto" ? "light dark" : scheme;
  }

  /* The first step changes what is seen, whatever the system's colours are. */
  function following(scheme) {
    const order = matchMedia("(prefers-color-scheme: dark)").matches
      ? ["auto", "light", "dark"]
      : ["auto", "dark", "light"];
    return order[(order.indexOf(scheme) + 1) % order.length];
  }

  show(chosen());

  /* A page that is asked for something shows nothing else first. */
  document.documentElement.toggleAttribute("data-asked", location.search !== "");

  function offerSchemes() {
    const button = document.querySelector(".jb-scheme");
    const name = (scheme) => {
      const next = following(scheme);
      const label = button.dataset[{ auto: "toAuto", light: "toLight", dark: "toDark" }[next]];
      button.setAttribute("aria-label", label);
      button.title = label;
    };
    button.addEventListener("click", () => {
      const scheme = following(document.documentElement.dataset.scheme);
      show(scheme);
      keep(scheme);
      name(scheme);
    });
    addEventListener("storage", (event) => {
      if (event.key === KEY) {
        show(chosen());
        name(chosen());
      }
    });
    name(chosen());
    button.hidden = false;
  }

  /* Pictures: a link to the file opens a dialog instead. */

  function offerViewer() {
    const viewer = document.getElementById("viewer");
    const links = [...document.querySelectorAll("a.jb-enlarge")];
    if (!viewer?.showModal || !links.length) {
      return;
    }
    const place = viewer.querySelector(".jb-viewer-picture");
    const caption = viewer.querySelector(".jb-viewer-caption");
    const size = viewer.querySelector("[data-size]");
    const steps = [...viewer.querySelectorAll("[data-step]")];
    let current = 0;

    const resize = (full) => {
      place.classList.toggle("jb-viewer-picture--full", full);
      size.setAttribute("aria-pressed", full);
    };

    const turn = (number) => {
      current = (number + links.length) % links.length;
      const link = links[current];
      const picture = new Image();
      picture.alt = link.querySelector("img").alt;
      picture.src = link.href;
      picture.addEventListener("click", () => size.click());
      place.replaceChildren(picture);
      resize(false);
      caption.textContent = link.closest("figure").querySelector("figcaption")?.textContent.trim() ?? "";
    };

    for (const [number, link] of links.entries()) {
      link.setAttribute("aria-haspopup", "dialog");
      link.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) {
          return;
        }
        event.preventDefault();
        link.focus();
        turn(number);
        viewer.showModal();
      });
    }
    size.addEventListener("click", () => resize(size.getAttribute("aria-pressed") === "false"));
    for (const step of steps) {
      step.hidden = links.length === 1;
      step.addEventListener("click", () => turn(current + Number(step.dataset.step)));
    }
    viewer.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (step && links.length > 1) {
        turn(current + step);
      }
    });
    viewer.addEventListener("click", (event) => {
      if (event.target === viewer || event.target === place) {
        viewer.close();
      }
    });
  }

  /* The menu of a phone closes as the keyboard leaves it, or it would cover where the focus is. */

  function offerWayOut() {
    const menu = document.getElementById("sections");
    menu.addEventListener("focusout", ({ relatedTarget: next }) => {
      if (menu.hidePopover && next && !menu.contains(next) && !next.closest(".jb-menu")) {
        menu.hidePopover();
      }
    });
  }

  /* Paper has all pictures: where pages are printed from, those not yet scrolled to are fetched when all else is
     there; elsewhere when printing is asked for. */

  function fetchPictures() {
    for (const picture of document.querySelectorAll("img[loading=lazy]")) {
      picture.loading = "eager";
    }
  }

  /* Citations: the day of reading is filled in, and a button copies the line. */

  function offerCitation() {
    const day = new Date();
    const two = (number) => String(number).padStart(2, "0");
    const today = document.documentElement.lang.startsWith("zh")
      ? `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`
      : day.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
    for (const place of document.querySelectorAll(".jb-today")) {
      place.textContent = today;
    }
    for (const button of navigator.clipboard ? document.querySelectorAll("button[data-copy]") : []) {
      const text = document.getElementById(button.dataset.copy);
      const said = button.nextElementSibling;
      button.addEventListener("click", async () => {
        try {
          await navigator.clipboard.writeText(text.textContent.trim().replace(/\s+/g, " "));
          said.textContent = button.dataset.done;
        } catch {
          getSelection().selectAllChildren(text); // where a page may not copy, its reader may
        }
      });
      button.hidden = false;
    }
  }

  /* The slash key leads to the search field of the page, or to the page of one. */

  function offerSlash() {
    addEventListener("keydown", (event) => {
      const writing = event.target.closest?.("input, textarea, select, [contenteditable]");
      if (event.key !== "/" || event.defaultPrevented || writing || event.ctrlKey || event.metaKey || event.altKey) {
        return;
      }
      event.preventDefault();
      const field = document.querySelector("main input[type=search]");
      if (field) {
        field.focus();
      } else {
        document.querySelector(".jb-search-way").click();
      }
    });
  }

  addEventListener("DOMContentLoaded", () => {
    offerSchemes();
    offerViewer();
    offerCitation();
    offerSlash();
    offerWayOut();
  });
  addEventListener("load", () => matchMedia("(min-width: 900px)").matches && fetchPictures());
  addEventListener("beforeprint", fetchPictures);
})();
