// A message can be put away; focus goes back to the page.
document.addEventListener("click", (event) => {
  const close = event.target.closest("[data-dismiss]");
  if (!close) return;
  close.parentElement.remove();
  document.getElementById("main")?.focus();
});
