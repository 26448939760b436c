/* Beside the box of a section: put a figure's token where the cursor is. Without this script the
 * tokens stand there to be copied. */
(() => {
  "use strict";

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-insert]");
    const box = button && document.querySelector("#soan-muc textarea");
    if (!box) return;
    box.focus();
    box.setRangeText(button.dataset.insert, box.selectionStart, box.selectionEnd, "end");
    // Typed by a button, it is typing all the same: the page asks before it is left.
    box.dispatchEvent(new Event("input", { bubbles: true }));
  });
})();
