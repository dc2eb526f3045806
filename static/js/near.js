// While an editor fills in the fields that tell one claim or source from another ([data-near]), what is like it is listed below the one being typed in.
"use strict";
(() => {
  const fields = [...document.querySelectorAll("[data-near]")];
  const row = fields[0]?.closest(".form-row");
  if (!row) return;
  const region = document.createElement("div");
  region.className = "near";
  region.setAttribute("role", "status"); // polite: read when the typing pauses
  row.append(region);

  let timer, request, asked = "";
  const ask = async () => {
    const query = new URLSearchParams(fields.map((field) => [field.name, field.value.trim()]));
    query.set("besides", fields[0].dataset.besides ?? "");
    if (query.toString() === asked) return;
    asked = query.toString();
    request?.abort();
    request = new AbortController();
    try {
      const answer = await fetch(`${fields[0].dataset.near}?${query}`, { signal: request.signal });
      const html = answer.ok ? (await answer.text()).trim() : "";
      if (html !== region.innerHTML.trim()) region.innerHTML = html;
    } catch (error) {
      if (error.name !== "AbortError") region.replaceChildren();
    }
  };
  for (const field of fields) {
    field.addEventListener("input", () => {
      const here = field.closest(".form-row");
      if (region.parentNode !== here) here.append(region); // where the editor looks, before there is anything to read out
      clearTimeout(timer);
      timer = setTimeout(ask, 400);
    });
  }
})();
