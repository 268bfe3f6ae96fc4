/* Keys of the desk: / finds, j and k move through rows marked data-mc-row, x picks one, Enter opens,
   u leads back to the list and n to its next dossier, ? shows the list of keys;
   Ctrl and Enter send the form one types in. What is marked data-mc-focus
   has the focus at once, unless a mistake is told first. */

const typing = (element) => element.closest("input, textarea, select, [contenteditable]");
const rows = () => [...document.querySelectorAll("[data-mc-row]")];

function move(step) {
  const all = rows();
  if (!all.length) return;
  const here = all.findIndex((row) => row.contains(document.activeElement));
  const next = all[Math.max(0, Math.min(all.length - 1, here + step))];
  const link = next.querySelector("a");
  if (link) link.focus();
}

function pick() {
  const box = document.activeElement.closest("[data-mc-row]")?.querySelector("input[type=checkbox]");
  if (box) box.checked = !box.checked;
}

if (!location.hash && !document.querySelector("[data-mc-error-summary]")) {
  const all = document.querySelectorAll("[data-mc-focus] :is(a, input, select, textarea, button):not([type=hidden], [tabindex='-1'])");
  const controls = matchMedia("(pointer: fine)").matches ? [...all].filter((control) => control.offsetParent) : [];
  const chosen = controls.find((control) => control.name === controls[0].name && control.checked);
  (chosen || controls[0])?.focus({ preventScroll: true });
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.form?.method === "post") {
    event.preventDefault();
    event.target.form.requestSubmit();
    return;
  }
  if (event.ctrlKey || event.altKey || event.metaKey || typing(event.target)) return;
  const keys = {
    j: () => move(1),
    k: () => move(-1),
    x: pick,
    "/": () => document.querySelector("[data-mc-search] input[type=search], input[type=search]")?.focus(),
    u: () => document.querySelector("[data-mc-list]")?.click(),
    n: () => document.querySelector("[data-mc-next]:not([hidden])")?.click(),
    "?": () => { const help = document.querySelector("[data-mc-keys]"); if (help) help.open = !help.open; },
  };
  const act = keys[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});
