// The bar under a list counts what is picked; two at least, and no more than it allows.
function count(bar) {
  const most = Number(bar.dataset.compare);
  const boxes = [...document.querySelectorAll(`[data-pick][form="${bar.id}"]`)];
  const picked = boxes.filter((box) => box.checked).length;
  for (const box of boxes) box.disabled = !box.checked && picked >= most;
  bar.hidden = picked === 0;
  bar.querySelector("button[type=submit]").disabled = picked < 2;
  bar.querySelector("[data-picked]").textContent = `已选 ${picked} 个`;
  bar.querySelector("[data-hint]").textContent = picked < 2 ? "，再选一个就能比较" : picked >= most ? `，最多 ${most} 个` : "";
}

function countAll() {
  for (const bar of document.querySelectorAll("form[data-compare]")) count(bar);
}
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-pick]")) countAll();
});
document.addEventListener("htmx:load", countAll);
window.addEventListener("pageshow", countAll);
countAll();
