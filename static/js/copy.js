// Narrows the list of all claims in a copy of the site; without it, the browser's own search does.
"use strict";

const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const rows = [...document.querySelectorAll("#results .row")].map((row) => ({ row, text: folded(row.textContent) }));
const field = document.getElementById("words");
const left = document.getElementById("left");

function narrow() {
  const words = folded(field.value).split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const { row, text } of rows) {
    row.hidden = !words.every((word) => text.includes(word));
    shown += !row.hidden;
  }
  left.textContent = words.length ? `${shown} of ${rows.length} claims` : "";
}

document.getElementById("narrow").hidden = false;
field.addEventListener("input", narrow);
narrow();
