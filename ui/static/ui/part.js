// A part of a page is one line on a phone and lies open on a wide screen; there nobody has to unfold it.
const wide = matchMedia("(width > 48rem)");
const lay = () => {
  if (wide.matches) for (const part of document.querySelectorAll("details[data-part]")) part.open = true;
};
wide.addEventListener("change", lay);
lay();
