/* Passkeys: a form with data-passkey ("create" or "get") asks the browser for one before it is sent.
 * What the portal asks the browser for stands in the form as JSON, or is fetched (data-passkey-asks)
 * when the button is pressed. Bytes travel as base64url. */
(() => {
  "use strict";

  const HERE = location.hostname;
  const PROBLEMS = {
    NotAllowedError: "Chưa xong: đã hủy, quá giờ, hoặc máy này không có khóa của tài khoản. Thử lại, hoặc dùng cách khác.",
    InvalidStateError: "Máy hoặc khóa này đã được thêm trước đó.",
    SecurityError: `Khóa truy cập không dùng được ở địa chỉ ${HERE}. Hãy mở cổng bằng đúng tên của nó.`,
    NotSupportedError: "Máy này không tạo được khóa truy cập. Dùng ứng dụng xác thực thay thế.",
  };
  const OTHER = "Chưa đọc được khóa truy cập. Thử lại, hoặc dùng cách khác.";

  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const known = (list) => (list || []).map((key) => ({ ...key, id: bytes(key.id) }));

  function creation({ publicKey: asked }) {
    return {
      publicKey: {
        ...asked,
        challenge: bytes(asked.challenge),
        user: { ...asked.user, id: bytes(asked.user.id) },
        excludeCredentials: known(asked.excludeCredentials),
        // One that signs in by itself where the device can keep it, a plain second factor where not.
        authenticatorSelection: { ...asked.authenticatorSelection, residentKey: "preferred", requireResidentKey: false },
      },
    };
  }

  function request({ publicKey: asked }) {
    return { publicKey: { ...asked, challenge: bytes(asked.challenge), allowCredentials: known(asked.allowCredentials) } };
  }

  function answered(key) {
    const { response } = key;
    const parts = response.attestationObject
      ? { attestationObject: text(response.attestationObject), transports: response.getTransports ? response.getTransports() : [] }
      : {
        authenticatorData: text(response.authenticatorData),
        signature: text(response.signature),
        userHandle: response.userHandle ? text(response.userHandle) : null,
      };
    return JSON.stringify({
      type: key.type,
      id: key.id,
      rawId: text(key.rawId),
      response: { clientDataJSON: text(response.clientDataJSON), ...parts },
      clientExtensionResults: key.getClientExtensionResults(),
    });
  }

  async function optionsOf(form) {
    if (!form.dataset.passkeyAsks) return JSON.parse(form.querySelector("script[type='application/json']").textContent);
    const answer = await fetch(form.dataset.passkeyAsks, { cache: "no-store", headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(answer.statusText);
    return (await answer.json()).request_options;
  }

  async function ask(form) {
    const options = await optionsOf(form);
    return form.dataset.passkey === "create"
      ? navigator.credentials.create(creation(options))
      : navigator.credentials.get(request(options));
  }

  function say(form, words) {
    const place = form.querySelector("[data-passkey-problem]");
    place.textContent = words;
    place.hidden = !words;
  }

  let asking = false;
  // Before portal.js sees the form as sent: it is sent once the browser has answered.
  document.addEventListener("submit", async (event) => {
    const form = event.target.closest("form[data-passkey]");
    if (!form) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (asking) return;
    asking = true;
    say(form, "");
    try {
      form.elements.credential.value = answered(await ask(form));
      form.submit();
    } catch (problem) {
      say(form, PROBLEMS[problem.name] || OTHER);
    }
    asking = false;
  }, true);

  // Where the browser knows no passkeys, what is offered beside another way is not offered at all.
  if (!window.PublicKeyCredential) {
    document.querySelectorAll("form[data-passkey]").forEach((form) => {
      say(form, "Trình duyệt này không dùng được khóa truy cập.");
      form.querySelector("button[type=submit]").disabled = true;
    });
  }
})();
