/* Beside the box of a section: find a figure and put its token where the cursor is. Without this
 * script the tokens stand there to be copied. */
(() => {
  "use strict";

  // As lib.vietnamese.fold: lower case, no accents, đ as d.
  const fold = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replaceAll("đ", "d");

  document.querySelectorAll("[data-needs-script]").forEach((element) => { element.hidden = false; });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-insert]");
    const box = button && document.querySelector("#soan-muc textarea");
    if (!box) return;
    box.focus();
    box.setRangeText(button.dataset.insert, box.selectionStart, box.selectionEnd, "end");
    // Typed by a button, it is typing all the same: the page asks before it is left.
    box.dispatchEvent(new Event("input", { bubbles: true }));
  });

  const find = document.querySelector("[data-find-figure]");
  const none = document.querySelector("[data-no-figure]");
  if (!find) return;
  find.addEventListener("input", () => {
    const wanted = fold(find.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    document.querySelectorAll("[data-figures] li").forEach((line) => {
      const name = fold(line.dataset.name);
      line.hidden = !wanted.every((word) => name.includes(word));
      if (!line.hidden) shown += 1;
    });
    none.hidden = shown > 0;
  });
})();
