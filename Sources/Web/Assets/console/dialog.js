/** Opens a dialog over the page: the browser keeps the focus in it, and Escape and a click beside it close it. */
export function openDialog(dialog) {
  if (!dialog.isBeside) {
    dialog.isBeside = (event) => {
      if (event.target === dialog) dialog.close();
    };
    dialog.addEventListener("pointerdown", dialog.isBeside);
  }
  if (!dialog.open) dialog.showModal();
}
