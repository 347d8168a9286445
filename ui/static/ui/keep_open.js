// What was unfolded stays unfolded when htmx replaces the part of the page around it.
const open = new Set();

document.addEventListener("htmx:beforeSwap", (event) => {
  for (const part of event.detail.target.querySelectorAll("details[id]")) {
    if (part.open) open.add(part.id);
    else open.delete(part.id);
  }
});
document.addEventListener("htmx:load", (event) => {
  for (const part of event.detail.elt.querySelectorAll("details[id]")) if (open.has(part.id)) part.open = true;
});

// An address that points at something folded unfolds it.
const unfold = () => {
  const aim = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!aim) return;
  for (let part = aim.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
  aim.scrollIntoView();
};
addEventListener("hashchange", unfold);
unfold();
