// Puts a text on the clipboard. Where the browser keeps that from pages, the text beside the button is marked instead.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = "已复制";
  } catch {
    button.parentElement.querySelector("input")?.select();
    button.textContent = "已选中，请按复制";
  }
});
