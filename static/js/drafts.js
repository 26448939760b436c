/* Nothing typed is lost (docs/decisions/0020): forms with data-guard save themselves in the portal
 * under their writer; what cannot be sent waits in this browser, encrypted under a key that the
 * portal hands to the signed-in writer alone and that no browser stores. Here they are kept and sent
 * on; drafts-offered.js gives them back. */
(() => {
  "use strict";

  const SAVED_AFTER = 1500; // ms without typing
  const TRIED_AGAIN_AFTER = 15000;
  const STORE_WAITED_FOR = 4000;
  const NO_WORDS = new Set(["submit", "button", "image", "reset", "file", "password", "fieldset", "output"]);
  const UNDRAFTED = new Set(["csrfmiddlewaretoken", "draft_key"]);
  const OFFLINE = "Mất kết nối tới cổng.";
  const HERE = "Nội dung được giữ trên máy này, chỉ bạn mở được.";
  const NOWHERE = "Chưa giữ được ở đâu: đừng đóng trang này.";

  const { writer, drafts: draftsUrl, signIn } = document.body.dataset;
  const watched = new Map(); // form → what is known of its draft
  const here = () => location.pathname + location.search;
  const pathOf = (form) => new URL(form.getAttribute("action") || location.href, location.href).pathname;
  const signInPage = () => `${signIn}?next=${encodeURIComponent(here())}&het-han=1`;
  let secret = null; // of this page alone; gone with it

  function make(tag, words = "", options = {}) {
    const element = Object.assign(document.createElement(tag), options);
    element.append(words);
    return element;
  }

  /* --- what stands in a form ------------------------------------------------------------------- */

  const textOf = (element) => element.textContent.replace(/\s+/g, " ").trim();
  const ticks = (element) => element.type === "checkbox" || element.type === "radio";
  const named = (form, name) => [...form.elements].filter((element) => element.name === name);

  function drafted(element) {
    return element.name && !UNDRAFTED.has(element.name) && !NO_WORDS.has(element.type) && !element.disabled
      && !/password|one-time-code/.test(element.autocomplete || "");
  }

  function ownLabel(element) {
    const label = element.labels && element.labels[0] && element.labels[0].cloneNode(true);
    if (!label) return element.getAttribute("aria-label") || "";
    label.querySelectorAll(".form-optional").forEach((part) => part.remove());
    return textOf(label);
  }

  function labelOf(form, element) {
    if (element.type === "hidden") return "";
    const group = ticks(element) && (element.type === "radio" || named(form, element.name).length > 1);
    const legend = group && element.closest("fieldset") && element.closest("fieldset").querySelector("legend");
    return (legend && legend.firstChild ? legend.firstChild.textContent.trim() : ownLabel(element)) || element.name;
  }

  function chosen(element) {
    if (ticks(element)) return element.checked ? [[element.value, ownLabel(element)]] : [];
    if (element.tagName !== "SELECT") return [[element.value, ""]];
    return [...element.selectedOptions].map((option) => [option.value, option.value && textOf(option)]);
  }

  function boxesOf(form) {
    const boxes = new Map();
    [...form.elements].filter(drafted).forEach((element) => {
      const { name } = element;
      const choice = ticks(element) || element.tagName === "SELECT" ? [] : null;
      if (!boxes.has(name)) boxes.set(name, { name, label: labelOf(form, element), values: [], choice });
      chosen(element).forEach(([value, words]) => {
        boxes.get(name).values.push(value);
        if (words && boxes.get(name).choice) boxes.get(name).choice.push(words);
      });
    });
    return [...boxes.values()].map((box) => ({ ...box, choice: box.choice && box.choice.join(", ") }));
  }

  function sheetOf(form) {
    const crumbs = [...document.querySelectorAll(".crumbs a")].slice(1).map(textOf);
    const title = textOf(document.querySelector("h1")) + (crumbs.length ? ` (${crumbs.join(", ")})` : "");
    const files = [...form.elements].filter((element) => element.type === "file" && element.value);
    return { page: here(), title, boxes: boxesOf(form), files: files.map((element) => element.name) };
  }

  /* --- the portal ------------------------------------------------------------------------------- */

  async function ask(paths) {
    const query = new URLSearchParams(paths.map((path) => ["form", path]));
    try {
      const answer = await fetch(`${draftsUrl}cua-bieu-mau/?${query}`, {
        cache: "no-store", headers: { Accept: "application/json" }, signal: AbortSignal.timeout(8000),
      });
      if (!answer.ok) return { mine: answer.status !== 401 };
      const reply = await answer.json();
      if (reply.writer !== writer) return { mine: false };
      document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((box) => { box.value = reply.token; });
      document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": reply.token }));
      document.dispatchEvent(new CustomEvent("session:ends", { detail: reply }));
      if (!secret && window.crypto.subtle) {
        const bytes = Uint8Array.from(reply.key.match(/../g), (pair) => parseInt(pair, 16));
        secret = await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
      }
      return { mine: true, ...reply };
    } catch {
      return null;
    }
  }

  function post(address, fields) {
    const body = new FormData();
    Object.entries(fields).forEach(([name, value]) => body.set(name, value));
    body.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
    return fetch(address, {
      method: "POST", body, headers: { Accept: "application/json" }, signal: AbortSignal.timeout(8000),
      keepalive: (fields.sheet || "").length < 15000, // the browser lets go of more than 64 KB
    });
  }

  async function send(draft, again = true) {
    let answer;
    try {
      answer = await post(`${draftsUrl}luu/`, { key: draft.key, form: draft.path, sheet: draft.sheet, writer });
    } catch {
      return { why: "offline", reason: OFFLINE };
    }
    const json = (answer.headers.get("content-type") || "").includes("json");
    const reply = json ? await answer.json() : {};
    if (answer.ok && json) return reply;
    if (answer.status === 401) return { why: "over", ...reply };
    // Signed in anew in another window, the same person goes on here with that session.
    if (answer.status === 403 && again) {
      const state = await ask([]);
      if (state && state.token) return send(draft, false);
      if (state) return { why: "other", reason: "Người khác đang đăng nhập cổng trên trình duyệt này, chưa gửi được." };
    }
    return { why: reply.other ? "other" : "refused", reason: reply.reason || "Cổng chưa lưu được bản nháp." };
  }

  /* --- this browser ----------------------------------------------------------------------------- */

  function store(mode, work) {
    return new Promise((done, failed) => {
      // A browser whose store does not answer keeps nothing, but the portal still does.
      setTimeout(failed, STORE_WAITED_FOR, new Error("IndexedDB"));
      const opening = indexedDB.open("ban-nhap", 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore("drafts", { keyPath: "key" });
      opening.onerror = () => failed(opening.error);
      opening.onsuccess = () => {
        const transaction = opening.result.transaction("drafts", mode);
        const asked = work(transaction.objectStore("drafts"));
        transaction.oncomplete = () => { opening.result.close(); done(asked.result); };
        transaction.onabort = () => failed(transaction.error);
      };
    });
  }

  const rowsHere = () => store("readonly", (rows) => rows.getAll()).catch(() => []);
  const drop = (key) => store("readwrite", (rows) => rows.delete(key)).catch(() => null);

  async function keepHere(draft) {
    if (!secret) return false;
    try {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const words = new TextEncoder().encode(JSON.stringify(draft));
      const box = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, secret, words);
      await store("readwrite", (rows) => rows.put({ key: draft.key, writer, at: Date.now(), iv, box }));
      return true;
    } catch {
      return false;
    }
  }

  async function openHere(row) {
    try {
      const words = await crypto.subtle.decrypt({ name: "AES-GCM", iv: row.iv }, secret, row.box);
      return JSON.parse(new TextDecoder().decode(words));
    } catch {
      return null;
    }
  }

  /* Sends on what waited here; gives what still waits, and how much the portal took. */
  async function sendStored(rows, days) {
    const found = { left: [], accepted: 0 };
    for (const row of rows) {
      const draft = row.writer === writer && secret ? await openHere(row) : null;
      const answer = draft ? await send(draft) : {};
      if (answer.saved_at || Date.now() - row.at > days * 86400000) await drop(row.key);
      if (answer.saved_at && !answer.sent) found.accepted += 1;
      if (draft && !answer.saved_at) {
        const at = new Date(row.at).toLocaleString("vi-VN", { dateStyle: "short", timeStyle: "short" });
        found.left.push({ ...JSON.parse(draft.sheet), key: draft.key, path: draft.path, at, here: true, reason: answer.reason });
      }
    }
    return found;
  }

  /* --- saving while one types -------------------------------------------------------------------- */

  function newKey() {
    const bytes = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0"));
    return bytes.join("").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  function stateOf(form) {
    if (!watched.has(form)) watched.set(form, { key: newKey(), kept: "", timer: 0, saving: null, held: false, passes: false });
    return watched.get(form);
  }

  function setKey(form, key) {
    const box = form.elements.namedItem("draft_key") || make("input", "", { type: "hidden", name: "draft_key" });
    box.value = key;
    form.append(box);
  }

  function note(form, words, { wrong = false, link = false } = {}) {
    let place = form.querySelector("[data-saved-note]");
    if (!place) {
      place = make("span", "", { className: "saved-note" });
      place.setAttribute("data-saved-note", "");
      place.setAttribute("role", "status");
      (form.querySelector(".save-bar") || form).append(place);
    }
    place.classList.toggle("is-wrong", wrong);
    place.replaceChildren(words);
    if (link) place.append(" ", make("a", "Đăng nhập lại", { href: signInPage(), target: link, rel: "noopener" }));
  }

  function saveSoon(form, after = SAVED_AFTER) {
    const state = stateOf(form);
    clearTimeout(state.timer);
    state.timer = setTimeout(save, after, form);
  }

  /* What is in the form is kept; gives why the portal has not got it, or null. */
  async function save(form) {
    const state = stateOf(form);
    clearTimeout(state.timer);
    if (state.saving) await state.saving;
    state.saving = keep(form, state);
    const failure = await state.saving;
    state.saving = null;
    return failure;
  }

  async function keep(form, state) {
    const draft = { key: state.key, path: pathOf(form), sheet: JSON.stringify(sheetOf(form)) };
    if (draft.sheet === state.kept) return null;
    let answer = await send(draft);
    if (answer.sent) {
      // Back to a form that was sent: what is typed into it now is something else.
      draft.key = state.key = newKey();
      setKey(form, draft.key);
      answer = await send(draft);
    }
    const failed = !answer.saved_at;
    const safe = failed ? await keepHere(draft) : true;
    if (!failed) {
      state.kept = draft.sheet;
      await drop(draft.key);
      note(form, `Đã lưu nháp lúc ${answer.saved_at}`);
    } else {
      note(form, `${answer.reason} ${safe ? HERE : NOWHERE}`, { wrong: true, link: answer.why === "over" && (safe ? "_self" : "_blank") });
      if (answer.why !== "refused") saveSoon(form, TRIED_AGAIN_AFTER);
    }
    if (safe && JSON.stringify(sheetOf(form)) === draft.sheet) form.dispatchEvent(new Event("draft:kept", { bubbles: true }));
    return failed ? { ...answer, safe } : null;
  }

  function typed(form) {
    setKey(form, stateOf(form).key);
    saveSoon(form);
  }

  document.addEventListener("input", (event) => {
    const { form } = event.target;
    if (form && form.matches("[data-guard]") && form.method === "post" && drafted(event.target)) typed(form);
  });

  const saveAll = () => Promise.all([...watched.keys()].map(save));
  window.addEventListener("online", saveAll);
  window.addEventListener("pagehide", saveAll);
  document.addEventListener("visibilitychange", () => { if (document.hidden) saveAll(); });

  /* A form is sent only where it arrives: its words are kept first, so that no answer loses them. */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const state = watched.get(form);
    const leaves = form.matches("[data-sign-out]");
    if ((!leaves && !state) || (leaves ? form.dataset.asked : state.passes || isKept(form, state))) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (leaves) signOut(form);
    else if (!state.held) sendOn(form, state, event.submitter);
  }, true);

  const isKept = (form, state) => !state.saving && JSON.stringify(sheetOf(form)) === state.kept;

  async function sendOn(form, state, button) {
    state.held = true;
    if (button) button.classList.add("is-busy");
    const failure = await save(form);
    await new Promise((done) => { setTimeout(done); }); // a form cannot be sent while it is being sent
    state.held = false;
    if (button) button.classList.remove("is-busy");
    const why = failure && failure.why;
    if (why === "over" && failure.safe) location.assign(signInPage());
    if (["over", "offline", "other"].includes(why)) return;
    state.passes = true;
    form.requestSubmit(button);
    state.passes = false;
  }

  async function signOut(form) {
    form.dataset.asked = "1";
    await saveAll();
    await new Promise((done) => { setTimeout(done); });
    const own = (await rowsHere()).filter((row) => row.writer === writer);
    if (own.length) form.append(make("input", "", { type: "hidden", name: "here", value: String(Math.min(own.length, 9)) }));
    form.requestSubmit();
  }

  window.portalDrafts = { ask, setKey, boxesOf, sendStored, drop, draftsUrl, make, named, stateOf, pathOf, post, rowsHere, sheetOf, signInPage, textOf, ticks, typed };
})();
