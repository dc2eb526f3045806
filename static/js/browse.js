// Makes filtering smoother; every page works without it.
"use strict";

// A phone shows the filters as a sheet: wait for "Show results" there instead of fetching at each tick.
document.addEventListener("htmx:beforeRequest", (event) => {
  const sheet = event.target.closest?.("#filters:popover-open");
  if (!sheet) return;
  event.preventDefault();
  if (event.detail.requestConfig?.triggeringEvent?.type === "submit") sheet.submit();
});

// Empty fields do not belong in the address.
document.addEventListener("htmx:configRequest", (event) => {
  const parameters = event.detail.parameters;
  for (const name of ["q", "from", "to"]) if (parameters[name] === "") delete parameters[name];
});

// When a swap fails, go to the page itself rather than leave a dimmed list.
for (const failure of ["htmx:responseError", "htmx:sendError"]) {
  document.addEventListener(failure, (event) => {
    const path = event.detail.pathInfo?.finalRequestPath;
    if (path) window.location.assign(path);
  });
}
