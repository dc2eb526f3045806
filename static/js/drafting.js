// Makes writing a draft smoother; the page works without it. What is missing, and what the text looks like, the server says.
"use strict";
(() => {
  const about = document.getElementById("drafting");
  if (!about) return;
  const form = about.closest("form"), status = document.getElementById("kept"), checks = document.getElementById("checks");
  const copy = `unsaved ${about.dataset.who} ${location.pathname}`; // this browser's own copy, only for when the server cannot be reached
  const PAUSE = 1200;
  let timer, going, sent = null, ready = false;

  const cookie = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? form.elements.csrfmiddlewaretoken.value;
  const post = (address, body, more = {}) =>
    fetch(address, { method: "POST", body, redirect: "manual", headers: { "X-CSRFToken": cookie() }, ...more });
  const written = () => JSON.stringify([...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken"));
  const say = (words) => { status.textContent = words; };

  function show(answer) {
    if (checks.innerHTML !== answer.checklist) checks.innerHTML = answer.checklist;
    const changed = document.getElementById("changed");
    changed.hidden = !answer.changed;
    if (changed.textContent !== answer.changed) changed.textContent = answer.changed;
    document.getElementById("others").replaceChildren(...answer.others.map((words) => Object.assign(document.createElement("li"), { textContent: words })));
    say(`Kept ${answer.at}, not saved yet. ${answer.said}.`);
  }

  function keepHere(text, why) {
    try {
      localStorage.setItem(copy, text);
      say(`${why} Your text is kept in this browser.`);
    } catch {
      say(`${why} Your text is not kept: copy it before you leave this page.`);
    }
    return false;
  }

  // Keep what stands in the form. True when the server has it, or answers in a way that saving will answer better.
  async function keep() {
    clearTimeout(timer);
    const text = written();
    if (text === sent) return true;
    let answer;
    try {
      answer = await post(about.dataset.keep, new FormData(form));
    } catch {
      return keepHere(text, "The server cannot be reached.");
    }
    if (answer.type === "opaqueredirect" || answer.status === 403) return keepHere(text, "You are signed out: sign in again in another tab, then go on here.");
    if (answer.status === 409) { say((await answer.json()).refused); return false; }
    if (!answer.ok) { keepHere(text, "The server had trouble."); return true; }
    sent = text;
    localStorage.removeItem(copy);
    show(await answer.json());
    return true;
  }
  const soon = () => { clearTimeout(timer); timer = setTimeout(() => { going = keep(); }, PAUSE); };

  sent = written();
  for (const what of ["input", "change"]) django.jQuery(form).on(what, soon); // Select2 tells jQuery only
  document.addEventListener("formset:removed", soon);
  addEventListener("online", soon);
  addEventListener("pagehide", () => { if (!ready && written() !== sent) post(about.dataset.keep, new FormData(form), { keepalive: true }).catch(() => {}); });

  // A save goes out only when the text is safe: whoever is signed out or offline keeps the page and the text.
  for (const each of document.querySelectorAll("form[method=post]")) {
    each.addEventListener("submit", async (event) => {
      if (ready || each.id === "logout-form" || each.classList.contains("kept-note")) return;
      event.preventDefault();
      const button = event.submitter;
      await going;
      if (!(await keep())) return;
      ready = true;
      for (const field of document.getElementsByName("csrfmiddlewaretoken")) field.value = cookie();
      setTimeout(() => each.requestSubmit(button)); // a form takes no second submission as long as the first event is under way
    });
  }
  addEventListener("pageshow", (event) => { if (event.persisted) ready = false; });

  // A copy that stayed in this browser goes to the server first; the page then offers it.
  const left = localStorage.getItem(copy);
  if (left) {
    const body = new FormData();
    for (const [name, value] of JSON.parse(left)) body.append(name, value);
    post(about.dataset.keep, body).then((answer) => {
      if (!answer.ok) return;
      localStorage.removeItem(copy);
      location.reload();
    }, () => {});
  }

  // Characters: what is typed or pasted is never cut; the count says when it is too long.
  function count(field) {
    const most = field.maxLength;
    if (most <= 0 || field.type === "hidden") return;
    field.removeAttribute("maxlength");
    const said = Object.assign(document.createElement("div"), { className: "count", id: `${field.id}_count` });
    const tell = () => {
      const length = [...field.value.trim()].length, over = length - most;
      said.textContent = over > 0 ? `${length} of ${most} characters: ${over} too many` : `${length} of ${most} characters`;
      said.classList.toggle("over", over > 0);
      said.classList.toggle("far", length < most * 0.6 && document.activeElement !== field);
    };
    field.setAttribute("aria-describedby", [field.getAttribute("aria-describedby"), said.id].filter(Boolean).join(" "));
    for (const what of ["input", "focus", "blur"]) field.addEventListener(what, tell);
    (field.closest(".flex-container") ?? field).after(said);
    tell();
  }
  const countIn = (part) => part.querySelectorAll("textarea[maxlength], input[type=text][maxlength]").forEach(count);
  form.querySelectorAll("fieldset.module, .inline-related:not(.empty-form)").forEach((part) => { if (!part.closest(".empty-form")) countIn(part); });

  // The rationale as readers will see it.
  const rationale = document.getElementById("id_rationale");
  if (rationale) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: "Show as readers will see it" });
    const shown = Object.assign(document.createElement("div"), { className: "markdown-shown", hidden: true });
    shown.setAttribute("aria-live", "polite");
    const draw = async () => {
      const body = new FormData();
      body.append("text", rationale.value);
      const answer = await post(about.dataset.markdown, body).catch(() => null);
      shown.innerHTML = answer?.ok ? await answer.text() : "<p>This cannot be shown now.</p>";
    };
    button.setAttribute("aria-expanded", "false");
    button.addEventListener("click", () => {
      shown.hidden = !shown.hidden;
      button.setAttribute("aria-expanded", String(!shown.hidden));
      button.textContent = shown.hidden ? "Show as readers will see it" : "Hide";
      if (!shown.hidden) draw();
    });
    rationale.addEventListener("input", () => { clearTimeout(rationale.wait); if (!shown.hidden) rationale.wait = setTimeout(draw, PAUSE / 2); });
    const row = rationale.closest(".form-row");
    row.append(button, shown);
  }

  // The order of evidence: two buttons a row, and Alt with an arrow key.
  const group = document.getElementById("evidence-group");
  const rows = () => [...group.querySelectorAll(".inline-related:not(.empty-form)")];
  const order = (row) => row.querySelector("input[name$=-order]");
  function number() {
    rows().forEach((row, at) => { if (order(row)) order(row).value = at + 1; });
  }
  function move(row, by) {
    const all = rows(), at = all.indexOf(row), other = all[at + by];
    if (!other) return;
    by < 0 ? other.before(row) : other.after(row);
    number();
    soon();
    say(`Evidence ${at + 1} is now number ${at + by + 1} of ${all.length}.`);
  }
  function mover(row) {
    const head = row.querySelector("h3");
    if (!head || !order(row) || head.querySelector(".move")) return;
    for (const [by, name, arrow] of [[-1, "Move up", "↑"], [1, "Move down", "↓"]]) {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "move", textContent: arrow, title: `${name} (Alt ${arrow})` });
      button.setAttribute("aria-label", name);
      button.addEventListener("click", () => { move(row, by); button.focus(); });
      head.append(button);
    }
  }
  if (group) {
    const first = rows()[0];
    rows().sort((a, b) => (order(a)?.value || 999) - (order(b)?.value || 999)).forEach((row, at, all) => at && all[at - 1].after(row));
    if (first) rows().forEach(mover);
    document.addEventListener("formset:added", (event) => { mover(event.target); countIn(event.target); soon(); });
    group.addEventListener("keydown", (event) => {
      const by = event.altKey && { ArrowUp: -1, ArrowDown: 1 }[event.key], row = event.target.closest(".inline-related");
      if (!by || !row) return;
      event.preventDefault();
      move(row, by);
      event.target.focus();
    });
  }
})();
