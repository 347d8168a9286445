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
