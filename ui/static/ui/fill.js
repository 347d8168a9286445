// A link with data-fill fills in the form that it stands in: {"name": value}. What one has typed oneself stays; where
// there is no script, the link leads to the same form, filled in.
document.addEventListener("click", (event) => {
  const filler = event.target.closest?.("a[data-fill]");
  const form = filler?.closest("form");
  if (!form || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  for (const [name, value] of Object.entries(JSON.parse(filler.dataset.fill))) fill(form, name, String(value));
  for (const other of form.querySelectorAll("a[data-fill]")) {
    if (other === filler) other.setAttribute("aria-current", "true");
    else other.removeAttribute("aria-current");
  }
  form.querySelector("[type=submit]")?.focus();
});

function fill(form, name, value) {
  const field = form.elements[name];
  if (!field) return;
  const typed = field.type?.startsWith("text") && field.value && field.value !== field.defaultValue && field.value !== field.dataset.filled;
  if (typed) return;
  field.value = value;
  if (field.dataset) field.dataset.filled = value;
  if (field instanceof Element) field.dispatchEvent(new Event("input", { bubbles: true }));
}
