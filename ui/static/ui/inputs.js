// Long lists of choices can be narrowed by typing; long texts say how much room is left.
document.addEventListener("input", (event) => {
  const field = event.target;
  if (field.matches("[data-narrow]")) {
    const wanted = field.value.trim().toLowerCase();
    for (const option of document.querySelectorAll(`#${CSS.escape(field.dataset.narrow)} .option`)) {
      option.hidden = !option.textContent.toLowerCase().includes(wanted) && !option.querySelector(":checked");
    }
  }
  if (field.matches("textarea[maxlength]")) room(field);
});

function room(field) {
  let note = field.nextElementSibling;
  if (!note?.matches(".count-left")) {
    note = document.createElement("p");
    note.className = "count-left";
    field.after(note);
  }
  const left = field.maxLength - field.value.length;
  note.textContent = `还可以写 ${left} 字`;
}

function rooms() {
  for (const field of document.querySelectorAll("textarea[maxlength]")) room(field);
}
rooms();
document.addEventListener("htmx:load", rooms);
