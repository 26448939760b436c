/* What the portal does in the browser beyond links and forms. Everything works without it too. */
(() => {
  "use strict";

  const SENT_AGAIN_AFTER = 10000; // ms; a download leaves the page where it is, so the guard lifts
  const sent = new WeakMap(); // form → what was sent just now: its buttons, with the time that lifts it

  const dirty = new WeakSet(); // forms with something typed that is neither sent nor kept as a draft

  function say(text) {
    const place = document.getElementById("thong-bao");
    if (!place) return;
    const notice = document.createElement("div");
    notice.className = "notice notice-error";
    const words = document.createElement("p");
    words.textContent = text;
    notice.append(words);
    place.replaceChildren(notice);
  }

  /* --- forms: errors first, no double sending, no lost typing --------------------------------- */

  function focusSummary(root) {
    const summary = root.querySelector("[data-error-summary]");
    if (summary) summary.focus();
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-error-summary] a");
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    field.focus({ preventScroll: true });
    (field.closest(".mb-3") || field).scrollIntoView({ block: "center" });
  });

  // PDF and Word are two buttons of one form: each asks for something else, and waits for itself alone.
  const askedBy = (form, button) => (button ? JSON.stringify([button.name, button.value, button.formAction]) : form.action);

  function lift(form, asked, button) {
    sent.get(form)?.delete(asked);
    if (!button) return;
    button.classList.remove("is-busy");
    button.removeAttribute("aria-disabled");
  }

  function release(form) {
    sent.get(form)?.forEach(({ button, timer }, asked) => {
      clearTimeout(timer);
      lift(form, asked, button);
    });
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    const button = event.submitter;
    const asked = askedBy(form, button);
    if (!sent.has(form)) sent.set(form, new Map());
    if (sent.get(form).has(asked)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    const wrong = [...form.querySelectorAll("input[data-most-files]")].find(tellTooMuch);
    if (wrong) {
      event.preventDefault();
      event.stopImmediatePropagation();
      wrong.focus();
      return;
    }
    dirty.delete(form);
    if (button) {
      // Not `disabled`: the browser would leave the button's own name and value out.
      button.classList.add("is-busy");
      button.setAttribute("aria-disabled", "true");
    }
    sent.get(form).set(asked, { button, timer: setTimeout(lift, SENT_AGAIN_AFTER, form, asked, button) });
  }, true);

  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target.closest && event.target.closest("form");
    if (form) release(form);
  });

  window.addEventListener("pageshow", (event) => {
    if (event.persisted) document.querySelectorAll("form").forEach(release);
  });

  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (!form) return;
    if (form.hasAttribute("data-guard")) dirty.add(form);
  });

  document.addEventListener("draft:kept", (event) => dirty.delete(event.target));

  window.addEventListener("beforeunload", (event) => {
    const unsaved = [...document.querySelectorAll("form[data-guard]")].some((form) => dirty.has(form));
    if (unsaved) event.preventDefault();
  });

  /* --- what is folded on a phone is open on a desk; a menu closes by Escape and by a click beside it - */

  const desk = window.matchMedia("(min-width: 768px)");

  function unfold() {
    if (desk.matches) document.querySelectorAll("details.fold").forEach((fold) => { fold.open = true; });
  }

  desk.addEventListener("change", unfold);
  document.addEventListener("DOMContentLoaded", unfold);
  document.addEventListener("htmx:afterSwap", unfold);

  document.addEventListener("click", (event) => {
    document.querySelectorAll("details[data-closes][open]").forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });

  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && document.querySelector("details[data-closes][open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });

  /* --- a long list narrowed while one types: data-narrows is its id, data-none its empty line ------ */

  // As lib.vietnamese.fold: lower case, no accents, đ as d.
  const fold = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replaceAll("đ", "d");

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-needs-script]").forEach((element) => { element.hidden = false; });
  });

  document.addEventListener("input", (event) => {
    const list = event.target.dataset.narrows && document.getElementById(event.target.dataset.narrows);
    if (!list) return;
    const wanted = fold(event.target.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    [...list.children].filter((line) => !line.hasAttribute("data-none")).forEach((line) => {
      const name = fold(line.dataset.name || line.textContent);
      const kept = line.querySelector(":checked") !== null;
      line.hidden = !kept && !wanted.every((word) => name.includes(word));
      if (!line.hidden) shown += 1;
    });
    list.querySelector("[data-none]").hidden = shown > 0;
  });

  /* --- what may be chosen for a kind of person: data-kinds, “+” where only for who holds a post ----- */

  // A page with several findings has such a choice in each row.
  function offerByKind(place) {
    const kind = place.querySelector("input[name$=person_kind]:checked");
    const leads = place.querySelector("input[name$=is_leader]");
    place.querySelectorAll("option[data-kinds]").forEach((option) => {
      const kinds = option.dataset.kinds.split(" ");
      const suits = !kind || kinds.includes(kind.value) || (leads && leads.checked && kinds.includes(`${kind.value}+`));
      // What is chosen already stays to be seen, and is told to be wrong when it is sent.
      option.hidden = option.disabled = !suits && !option.selected;
    });
  }

  document.addEventListener("change", ({ target }) => {
    if (target.form && /(person_kind|is_leader)$/.test(target.name)) offerByKind(target.closest("[data-one-person]") || target.form);
  });

  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("form:not(:has([data-one-person])), [data-one-person]").forEach(offerByKind));

  /* --- more files than one request may hold: told at once where they were chosen, and not sent ----- */

  const megabytes = (bytes) => Math.ceil(bytes / 1048576);
  const weight = (input) => [...input.files].reduce((sum, file) => sum + file.size, 0);

  function tooMuch(input) {
    const { mostFiles, mostBytes, mostEach, tooMany, tooHeavy, oneTooHeavy } = input.dataset;
    const heavy = [...input.files].findIndex((file) => file.size > mostEach);
    if (input.files.length > mostFiles) return tooMany.replace("{number}", input.files.length);
    if (heavy >= 0) return oneTooHeavy.replace("{which}", heavy + 1).replace("{number}", megabytes(input.files[heavy].size));
    return weight(input) > mostBytes ? tooHeavy.replace("{number}", megabytes(weight(input))) : "";
  }

  // Where the server would say it, in the server's words.
  function tellTooMuch(input) {
    const said = tooMuch(input);
    let place = document.getElementById(`${input.id}_error`);
    if (!place && said) {
      place = document.createElement("div");
      place.id = `${input.id}_error`;
      place.setAttribute("role", "alert");
      input.parentElement.before(place);
    }
    if (place) place.textContent = "";
    if (said) {
      const words = document.createElement("p");
      words.className = "field-error";
      words.textContent = said;
      place.append(words);
    }
    input.classList.toggle("is-invalid", Boolean(said));
    input.closest(".mb-3").classList.toggle("field-wrong", Boolean(said));
    return said;
  }

  document.addEventListener("change", (event) => {
    if (event.target.matches("input[data-most-files]")) tellTooMuch(event.target);
  });

  /* --- the name of a chosen file ------------------------------------------------------------- */

  function nameFile(input) {
    const place = input.parentElement.querySelector("[data-file-name]");
    if (!place) return;
    const several = input.files.length > 1 && `${input.files.length} tệp, ${megabytes(weight(input))} MB`;
    place.textContent = several || (input.files.length ? input.files[0].name : "Chưa chọn tệp");
    place.classList.toggle("is-chosen", input.files.length > 0);
  }

  document.addEventListener("change", (event) => {
    if (event.target.type === "file") nameFile(event.target);
  });

  // A browser that goes back, or reloads, puts the chosen file into the box again.
  window.addEventListener("pageshow", () => document.querySelectorAll("input[type=file]").forEach(nameFile));

  /* --- a figure opens its records in the side panel ----------------------------------------------- */

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-panel]");
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const panel = document.getElementById("side-panel");
    if (!panel || !window.htmx || !window.bootstrap) return;
    event.preventDefault();
    document.getElementById("side-panel-title").textContent = link.dataset.panelTitle || "Hồ sơ của con số";
    document.getElementById("side-panel-body").textContent = "Đang tải hồ sơ…";
    panel.addEventListener("hidden.bs.offcanvas", () => link.focus(), { once: true });
    window.bootstrap.Offcanvas.getOrCreateInstance(panel).show();
    window.htmx.ajax("GET", link.href, { target: "#side-panel-body", swap: "innerHTML" });
  });

  // Bootstrap hears Escape only once the panel has slid in and holds the focus.
  document.addEventListener("keydown", (event) => {
    const panel = document.getElementById("side-panel");
    if (event.key !== "Escape" || !panel || !window.bootstrap) return;
    const shown = window.bootstrap.Offcanvas.getInstance(panel);
    if (!shown || panel.contains(document.activeElement)) return;
    if (panel.classList.contains("showing")) panel.addEventListener("shown.bs.offcanvas", () => shown.hide(), { once: true });
    else if (panel.classList.contains("show")) shown.hide();
  });

  /* --- answers that are not there ------------------------------------------------------------------- */

  function unanswered(event) {
    const text = "Không tải được phần này. Tải lại trang; nếu vẫn lỗi, báo quản trị.";
    const target = event.detail.target;
    if (target && target.id === "side-panel-body") target.textContent = text;
    else say(text);
  }

  document.addEventListener("htmx:responseError", unanswered);
  document.addEventListener("htmx:sendError", unanswered);

  // A fragment with a wrong form comes back as 422 and is shown like any other answer.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status !== 422) return;
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  });

  document.addEventListener("htmx:afterSwap", (event) => focusSummary(event.target));

  document.addEventListener("DOMContentLoaded", () => focusSummary(document));
})();
