/* Sends the chosen files one by one, each in a request of its own: forty photos of a telephone are
   more than one request may hold, and what is wrong with one keeps none of the others back. Without
   this script the form sends them together. */
(() => {
  "use strict";

  const form = document.querySelector("form[data-one-by-one]");
  if (!form) return;
  const input = form.querySelector("input[type=file]");
  const list = form.querySelector("[data-sent-files]");
  const NOT_SENT = "chưa gửi được. Kiểm tra kết nối mạng rồi gửi lại tệp này.";
  let sending = false;

  function line(words) {
    const item = document.createElement("li");
    item.textContent = words;
    list.append(item);
    return item;
  }

  async function refusal(file) {
    const data = new FormData(form);
    data.delete(input.name);
    data.append(input.name, file);
    let answer;
    try {
      answer = await fetch(form.action, { method: "POST", body: data });
    } catch {
      return `${file.name}: ${NOT_SENT}`;
    }
    if (answer.redirected && new URL(answer.url).pathname === form.dataset.oneByOne) return "";
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const said = page.getElementById(`${input.id}_error`);
    return said ? said.textContent.trim() : `${file.name}: ${NOT_SENT}`;
  }

  form.addEventListener("submit", async (event) => {
    const files = [...input.files];
    if (sending) event.preventDefault();
    if (sending || files.length < 2) return;
    event.preventDefault();
    sending = true;
    list.replaceChildren();
    let refused = 0;
    for (const [index, file] of files.entries()) {
      const item = line(`Đang gửi tệp ${index + 1}/${files.length}: ${file.name}`);
      const said = await refusal(file);
      item.textContent = said || `Đã lưu: ${file.name}`;
      item.classList.toggle("is-refused", Boolean(said));
      refused += Boolean(said);
    }
    sending = false;
    if (!refused) {
      window.location.assign(form.dataset.oneByOne);
      return;
    }
    line(`Đã lưu ${files.length - refused}/${files.length} tệp; chọn lại những tệp chưa lưu rồi gửi.`);
    input.value = "";
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
})();
