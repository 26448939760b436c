/* Drafts come back to their writer: beside the form they belong to, with what is stored now; and a
 * session that ends soon says so. The keeping is in drafts.js. */
(() => {
  "use strict";

  const WARNED_BEFORE = 600000; // ms before the session ends
  const LOOKED_AT_EVERY = 15000;
  const OF_THE_PAGE = new Set(["client_id", "seen_version"]); // which form, on which version
  const { ask, setKey, boxesOf, sendStored, drop, draftsUrl, make, named, stateOf, pathOf, post, rowsHere, sheetOf, signInPage, textOf, ticks, typed } = window.portalDrafts;

  const boxText = (box) => (box.choice === null ? box.values.join(", ") : box.choice);
  const words = (box) => boxText(box) || "–";
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  const say = (place, text, kind) => place.append(make("div", make("p", text), { className: `notice notice-${kind}` }));

  /* --- which boxes differ, and putting them back ------------------------------------------------- */

  function compare(form, draft) {
    const now = new Map(boxesOf(form).map((box) => [box.name, box]));
    const found = { changed: [], gone: [] };
    draft.boxes.filter((box) => !OF_THE_PAGE.has(box.name)).forEach((box) => {
      if (!now.has(box.name)) {
        if (box.label && boxText(box)) found.gone.push(box);
      } else if (!same(now.get(box.name).values, box.values)) {
        found.changed.push({ box, stored: now.get(box.name) });
      }
    });
    return found;
  }

  function versionIn(boxes) {
    const box = boxes.find(({ name }) => name === "seen_version");
    return box && box.values[0];
  }

  function put(element, values, place) {
    if (ticks(element)) element.checked = values.includes(element.value);
    else if (element.tagName === "SELECT") [...element.options].forEach((option) => { option.selected = values.includes(option.value); });
    else element.value = values[place] === undefined ? "" : values[place];
    const fold = values.length && values[0] && element.closest("details");
    if (fold) fold.open = true;
  }

  /* Gives the boxes whose words found no place any more. */
  function fill(form, draft) {
    draft.boxes.forEach((box) => named(form, box.name).forEach((element, place) => {
      const own = element.type !== "hidden" || box.name === "client_id";
      if (own && element.type !== "file" && element.type !== "password") put(element, box.values, place);
    }));
    const after = compare(form, draft);
    return [...after.gone, ...after.changed.filter(({ box }) => box.label).map(({ box }) => box)];
  }

  function nameFiles(form, files) {
    files.flatMap((name) => named(form, name)).forEach((element) => {
      element.after(make("p", "Tệp đã chọn không nằm trong bản nháp; hãy chọn lại tệp.", { className: "form-text draft-file" }));
    });
  }

  /* --- the draft beside its form ------------------------------------------------------------------ */

  function row(cells, tag = "td") {
    const line = make("tr");
    cells.forEach(([label, text], place) => {
      const inside = tag === "th" ? text : make("div", text, { className: "draft-text" });
      const cell = make(place ? tag : "th", inside, tag === "th" || !place ? { scope: tag === "th" ? "col" : "row" } : {});
      if (tag === "td") cell.dataset.label = label;
      line.append(cell);
    });
    return line;
  }

  function tableOf(changed) {
    const heads = ["Mục", "Trên biểu mẫu", "Bản nháp của bạn"];
    const table = make("table", make("thead", row(heads.map((head) => [head, head]), "th")), { className: "table list draft-table" });
    const body = make("tbody");
    changed.filter(({ box }) => box.label).forEach(({ box, stored }) => {
      body.append(row([[heads[0], box.label], [heads[1], words(stored)], [heads[2], words(box)]]));
    });
    table.append(body);
    return table;
  }

  function listOf(boxes) {
    const list = make("dl", "", { className: "draft-words" });
    boxes.forEach((box) => list.append(make("dt", box.label), make("dd", words(box))));
    return list;
  }

  function putBack(form, draft, panel) {
    const state = stateOf(form);
    state.key = draft.key;
    const lost = fill(form, draft);
    typed(form);
    nameFiles(form, draft.files);
    panel.replaceChildren(make("p", `Đã điền lại bản nháp gõ lúc ${draft.at}. Kiểm tra rồi gửi.`));
    panel.firstChild.setAttribute("role", "status");
    if (lost.length) panel.append(make("p", "Những phần sau không còn chỗ trên biểu mẫu; chép lại nếu còn cần:"), listOf(lost));
    panel.tabIndex = -1;
    panel.focus();
  }

  function deleteControl(draft) {
    if (!draft.here) return make("a", "Xóa bản nháp", { className: "btn btn-outline-secondary", href: `${draftsUrl}${draft.key}/xoa/` });
    const button = make("button", "Xóa bản nháp", { className: "btn btn-outline-secondary", type: "button" });
    button.addEventListener("click", async () => {
      if (!window.confirm("Xóa bản nháp này? Nội dung đã gõ không lấy lại được.")) return;
      await drop(draft.key);
      button.closest(".draft-offer").remove();
    });
    return button;
  }

  function show(form, draft, found, others) {
    const panel = make("section", make("h2", "Bản nháp chưa gửi"), { className: "draft-offer" });
    panel.setAttribute("aria-label", "Bản nháp chưa gửi");
    const lead = make("p", `Bạn đã gõ lúc ${draft.at} và chưa gửi.${draft.reason ? ` ${draft.reason}` : ""}`);
    lead.setAttribute("role", "status");
    panel.append(lead);
    const before = versionIn(draft.boxes);
    if (before && before !== versionIn(boxesOf(form))) panel.append(make("p", "Hồ sơ đã được sửa sau khi bạn gõ bản nháp này; đối chiếu hai bên trước khi điền lại.", { className: "draft-changed" }));
    if (found.changed.some(({ box }) => box.label)) panel.append(tableOf(found.changed));
    if (found.gone.length) panel.append(make("p", "Biểu mẫu đã thay đổi: những phần sau không còn chỗ điền; chép lại nếu còn cần."), listOf(found.gone));
    const fills = make("button", "Điền lại bản nháp", { className: "btn btn-primary", type: "button" });
    fills.addEventListener("click", () => putBack(form, draft, panel));
    panel.append(make("div", fills, { className: "draft-actions" }));
    panel.lastChild.append(deleteControl(draft));
    if (others) panel.append(make("p", make("a", `Còn ${others} bản nháp khác của biểu mẫu này`, { href: draftsUrl })));
    form.before(panel);
    // What scrolls is reached by the keyboard too.
    panel.querySelectorAll(".draft-text").forEach((text) => { if (text.scrollHeight > text.clientHeight) text.tabIndex = 0; });
  }

  function offer(form, drafts) {
    const wanted = location.hash.replace("#nhap-", "");
    const sorted = [...drafts].sort((one, other) => (other.key === wanted) - (one.key === wanted));
    const compared = sorted.map((draft) => ({ draft, found: compare(form, draft) }));
    const equal = compared.find(({ found }) => !found.changed.length && !found.gone.length);
    if (equal && !stateOf(form).kept) {
      // It came back with its errors and with all that was typed: it is still that draft.
      stateOf(form).key = equal.draft.key;
      stateOf(form).kept = JSON.stringify(sheetOf(form));
      setKey(form, equal.draft.key);
    }
    const different = compared.filter(({ found }) => found.changed.length || found.gone.length);
    // A page that only asks once more has no place for another draft.
    const places = boxesOf(form).some((box) => box.label);
    if (different.length && places) show(form, different[0].draft, different[0].found, different.length - 1);
  }

  function listHere(left) {
    const place = document.querySelector("[data-drafts-here]");
    if (!place || !left.length) return;
    place.hidden = false;
    left.forEach((draft) => {
      const one = make("details", make("summary", `${draft.title}, gõ lúc ${draft.at}`), { className: "draft-offer" });
      const actions = make("div", make("a", "Mở lại biểu mẫu", { className: "btn btn-outline-secondary", href: draft.page }), { className: "draft-actions" });
      actions.append(deleteControl(draft));
      one.append(make("p", draft.reason || ""), listOf(draft.boxes.filter((box) => box.label && boxText(box))), actions);
      place.append(one);
    });
  }

  async function begin(root = document) {
    const forms = [...root.querySelectorAll("form[data-guard]")].filter((form) => boxesOf(form).some((box) => !OF_THE_PAGE.has(box.name)));
    // A browser would offer the next person what was typed into boxes of the same name.
    forms.forEach((form) => form.setAttribute("autocomplete", "off"));
    const rows = await rowsHere();
    if (!forms.length && (root !== document || !rows.length)) return;
    const paths = [...new Set(forms.map(pathOf))];
    let reply = await ask(paths);
    if (!reply || !reply.drafts) return;
    const { left, accepted } = await sendStored(rows, reply.days);
    if (accepted) {
      const place = document.getElementById("thong-bao");
      const sentence = make("span", `Cổng vừa nhận ${accepted} bản nháp còn giữ trên máy này: `);
      sentence.append(make("a", "Bản nháp của tôi", { href: draftsUrl }), ".");
      say(place, sentence, "success");
      reply = (await ask(paths)) || reply;
    }
    forms.forEach((form) => {
      const path = pathOf(form);
      const own = left.filter((draft) => draft.path === path);
      offer(form, [...own, ...((reply.drafts || {})[path] || [])]);
    });
    if (root === document) listHere(left);
  }

  // A form that htmx put into the page; at the start htmx names the whole body.
  document.addEventListener("htmx:load", ({ target }) => { if (target !== document.body) begin(target); });

  // A page that comes back as it was left may have been another person's.
  window.addEventListener("pageshow", async (event) => {
    if (!event.persisted) return;
    document.body.hidden = true;
    const reply = await ask([]);
    if (reply && !reply.mine) {
      document.body.replaceChildren();
      location.reload();
    }
    document.body.hidden = false;
  });

  /* --- the session that ends ----------------------------------------------------------------------- */

  let ends = 0;
  let warnedOf = 0; // the end somebody was warned of

  document.addEventListener("session:ends", ({ detail }) => { ends = Date.now() + detail.ends_in * 1000; });

  function warn(reply) {
    const dialog = make("dialog", make("h2", "Phiên làm việc sắp hết hạn"), { className: "session-dialog" });
    const lead = make("p", `Phiên làm việc kết thúc lúc ${reply.ends_at}. Bấm “Làm việc tiếp” để gia hạn; nếu không, nội dung đang gõ vẫn được giữ và bạn sẽ phải đăng nhập lại.`);
    const stay = make("button", "Làm việc tiếp", { className: "btn btn-primary", type: "button" });
    const later = make("button", "Để sau", { className: "btn btn-outline-secondary", type: "button" });
    stay.addEventListener("click", async () => {
      const answer = await post(document.body.dataset.extend, {}).catch(() => null);
      if (!answer || !answer.ok) {
        lead.replaceChildren("Chưa gia hạn được. ", make("a", "Đăng nhập lại", { href: signInPage() }));
        return;
      }
      document.dispatchEvent(new CustomEvent("session:ends", { detail: await answer.json() }));
      if (Date.now() >= ends - WARNED_BEFORE) asked = ends; // its working day is over, and was told
      dialog.close();
    });
    later.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => dialog.remove());
    dialog.setAttribute("aria-label", textOf(dialog.firstChild));
    const actions = make("div", stay, { className: "draft-actions" });
    actions.append(later);
    dialog.append(lead, actions);
    document.body.append(dialog);
    dialog.showModal();
  }

  async function look() {
    if (!ends || Date.now() < ends - WARNED_BEFORE || warnedOf === ends) return;
    const reply = await ask([]); // another window may have prolonged it
    if (!reply || !reply.ends_at || Date.now() < ends - WARNED_BEFORE) return;
    warnedOf = ends;
    warn(reply);
  }

  setInterval(look, LOOKED_AT_EVERY);

  /* --- words to be copied out ------------------------------------------------------------------------ */

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copies]");
    if (!button) return;
    const place = document.getElementById(button.dataset.copies);
    const done = button.parentElement.querySelector("[data-copied]");
    try {
      await navigator.clipboard.writeText(place.innerText);
      done.textContent = "Đã chép.";
    } catch {
      window.getSelection().selectAllChildren(place);
      done.textContent = "Đã chọn nội dung; bấm Ctrl+C để chép.";
    }
  });

  begin().then(look);
})();
