/** Code and tables that are wider than the page scroll by themselves: then the keyboard must reach them too. */
function mark() {
  for (const wide of document.querySelectorAll(".content :is(pre, table)")) {
    if (wide.scrollWidth > wide.clientWidth) wide.tabIndex = 0;
    else wide.removeAttribute("tabindex");
  }
}

mark();
window.addEventListener("resize", mark);
