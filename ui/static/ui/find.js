// The search box: "/" or Ctrl+K opens it, arrows choose, Enter goes there, Esc closes. Without it the box is a page.
const PAUSE = 150;
const form = document.querySelector("[data-find]");
const dialog = document.getElementById("finder");

if (form) {
  const input = form.querySelector("input[name=q]");
  const [found, start, said] = ["find-found", "find-start", "find-said"].map((id) => document.getElementById(id));
  let options = [];
  let active = -1;
  let asked = null;
  let pause = 0;

  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  start.querySelector(".find-keys").hidden = false;

  const words = () => input.value.trim();

  function choose(place) {
    options[active]?.setAttribute("aria-selected", "false");
    active = options.length && place !== null ? (place + options.length) % options.length : -1;
    const option = options[active];
    if (!option) return input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
  }

  // The lists of links that came become one listbox, so that the arrows reach each line while one goes on typing.
  function show() {
    const list = found.querySelector("[data-options]");
    options = [...(list?.querySelectorAll("[data-option]") ?? [])];
    for (const [place, option] of options.entries()) {
      option.id = `found-option-${place}`;
      option.tabIndex = -1;
      option.setAttribute("role", "option");
      option.addEventListener("pointermove", () => place !== active && choose(place));
    }
    if (options.length) {
      list.id = "found-list";
      list.setAttribute("role", "listbox");
      list.setAttribute("aria-label", "找到的内容");
      input.setAttribute("aria-controls", list.id);
      for (const group of list.querySelectorAll("section")) {
        group.setAttribute("role", "group");
        group.setAttribute("aria-labelledby", group.querySelector("h2").id);
        for (const part of group.querySelectorAll("h2, ul, li, form")) part.setAttribute("role", "presentation");
      }
    } else input.removeAttribute("aria-controls");
    input.setAttribute("aria-expanded", String(options.length > 0));
    start.hidden = options.length > 0;
    said.textContent = found.querySelector("[data-say]")?.textContent.trim() ?? "";
    found.scrollTop = 0;
    active = -1;
    choose(list?.matches("[data-first]") ? 0 : null);
  }

  function ask() {
    clearTimeout(pause);
    if (words()) {
      asked = words();
      form.dispatchEvent(new CustomEvent("find"));
    } else {
      asked = null;
      window.htmx.trigger(form, "htmx:abort");
      found.replaceChildren();
      show();
    }
  }

  function fail(text) {
    const note = document.createElement("p");
    note.className = "find-note";
    note.dataset.tone = "bad";
    note.dataset.say = "";
    note.textContent = text;
    found.replaceChildren(note);
    asked = null;
    show();
  }

  function open() {
    if (dialog && !dialog.open) dialog.showModal();
    input.focus();
    input.select();
  }

  input.addEventListener("input", (event) => {
    if (event.isComposing) return;
    clearTimeout(pause);
    pause = setTimeout(ask, PAUSE);
  });
  input.addEventListener("compositionend", () => {
    clearTimeout(pause);
    pause = setTimeout(ask, PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && options.length) {
      event.preventDefault();
      choose(active < 0 && step < 0 ? -1 : active + step);
    }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    // Enter before the answer to these words is here asks at once; it never opens a line of older words.
    if (asked === words() && options[active] && !form.matches(".htmx-request")) options[active].click();
    else ask();
  });
  form.addEventListener("htmx:beforeSwap", (event) => {
    const answered = new URL(event.detail.xhr.responseURL, location.href).pathname;
    const current = asked === words();
    if (answered === new URL(form.action).pathname && current) return;
    event.detail.shouldSwap = false;
    if (current) fail("登录已经过期，没有查到结果。请刷新页面，重新登录后再试。");
  });
  found.addEventListener("htmx:afterSwap", show);
  form.addEventListener("htmx:responseError", (event) => {
    event.stopPropagation();
    if (event.detail.xhr.status === 403) fail("页面放得太久了，没有查到结果。请刷新页面后再试。");
    else fail("系统出错了，没有查到结果。写的内容还在，过一会儿按回车再试。");
  });
  for (const [name, text] of [
    ["htmx:sendError", "连不上服务器，没有查到结果。写的内容还在，检查网络后按回车再试。"],
    ["htmx:timeout", "服务器很久没有回答，没有查到结果。写的内容还在，按回车再试。"],
  ]) {
    form.addEventListener(name, (event) => {
      event.stopPropagation();
      fail(text);
    });
  }

  document.querySelector("[data-find-open]")?.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });
  document.addEventListener("keydown", (event) => {
    const writing = event.target.closest?.("input, textarea, select, [contenteditable]");
    const slash = event.key === "/" && !writing && !event.ctrlKey && !event.metaKey && !event.altKey;
    const command = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey;
    if (!(slash || command) || document.querySelector("dialog[open]:not(#finder)")) return;
    event.preventDefault();
    open();
  });
  if (words()) {
    asked = words();
    show();
  }
}
