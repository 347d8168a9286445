// A form marked data-keep-scroll comes back to the same height of the page; a wrong form is shown at its errors.
const KEY = "scroll";

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-keep-scroll]")) return;
  sessionStorage.setItem(KEY, JSON.stringify([location.pathname, window.scrollY]));
});

function showErrors(root) {
  root.querySelector("[data-focus]:not([data-still] *)")?.focus();
}

const [path, height] = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
sessionStorage.removeItem(KEY);
if (path === location.pathname) window.scrollTo({ top: height, behavior: "instant" });

showErrors(document);
document.addEventListener("htmx:load", (event) => showErrors(event.detail.elt));

// The current tab may lie beyond the edge of a phone.
for (const tab of document.querySelectorAll(".tabs [aria-current]")) {
  const row = tab.parentElement;
  row.scrollLeft = tab.offsetLeft - row.offsetLeft - (row.clientWidth - tab.clientWidth) / 2;
}
