// The admin's search boxes (Select2) carry no name of their own. Give each the label of the field that it stands for.
"use strict";
(() => {
  const name = () => {
    for (const box of document.querySelectorAll(".select2-selection:not([aria-label])")) {
      const field = box.closest(".select2")?.previousElementSibling;
      const label = field?.id && document.querySelector(`label[for="${CSS.escape(field.id)}"]`)?.textContent.replace(/:\s*$/, "").trim();
      if (!label) continue;
      box.setAttribute("aria-label", label);
      box.removeAttribute("aria-labelledby");
      box.querySelector(".select2-selection__rendered")?.setAttribute("aria-label", label);
      box.querySelector(".select2-search__field")?.setAttribute("aria-label", label);
    }
  };
  name();
  new MutationObserver(name).observe(document.body, { childList: true, subtree: true }); // they appear late, and with each added row
})();
