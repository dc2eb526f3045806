// Passkeys: the form marked data-passkey asks the browser for one, then sends what it gives. django-allauth's webauthn.js does the asking.
"use strict";
(() => {
  const form = document.querySelector("form[data-passkey]");
  const fault = document.getElementById("passkey-fault");
  if (!form || !window.PublicKeyCredential) return;
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    fault.textContent = event.detail.exception?.name === "NotAllowedError"
      ? "No passkey was used: the browser was told to stop, or knows none for this site."
      : "That did not work. Passkeys need a secure address: https, or localhost.";
    fault.hidden = false;
  });
  form.addEventListener("submit", (event) => event.preventDefault()); // webauthn.js sends it, once the browser has answered
  const ids = { credential: form.elements.credential.id, data: "passkey_data" };
  ids.add = ids.login = ids.authenticate = "passkey_button";
  if (form.dataset.passkey === "create") ids.passwordless = "id_passwordless";
  const forms = window.allauth.webauthn.forms;
  ({ create: forms.addForm, get: forms.authenticateForm, login: forms.loginForm })[form.dataset.passkey]({ ids });
})();
