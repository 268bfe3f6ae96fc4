/* What every signed-in page gets: focus on mistakes, one press of a button, printing. All of it works less well, but works, without. */

const summary = document.querySelector("[data-mc-error-summary]");
if (summary) summary.focus();

for (const button of document.querySelectorAll("[data-mc-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

/* A second press within five seconds would send the same thing twice; the server settles that too, this spares the wait.
   A form marked data-mc-once="Sending…" is pressed once only and says so on its button. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  const now = Date.now();
  const wait = form.dataset.mcOnce ? 60000 : 5000;
  if (now - Number(form.dataset.mcSentAt || 0) < wait) {
    event.preventDefault();
    return;
  }
  form.dataset.mcSentAt = String(now);
  if (form.dataset.mcOnce) swapWords(form, event.submitter || form.querySelector("[type=submit]"));
});

function swapWords(form, button) {
  [button.textContent, form.dataset.mcOnce] = [form.dataset.mcOnce, button.textContent];
}

/* Coming back with the browser's own button shows the page as it was left: let it be sent again. */
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-mc-sent-at]")) {
    delete form.dataset.mcSentAt;
    if (form.dataset.mcOnce) swapWords(form, form.querySelector("[type=submit]"));
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = event.target.closest("details[data-mc-dialog][open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});

/* A password may be looked at while it is typed: one field then is enough. */
const reveal = document.querySelector("template[data-mc-reveal]");
for (const field of reveal ? document.querySelectorAll("input[type=password]") : []) {
  field.after(reveal.content.cloneNode(true));
  const button = field.nextElementSibling;
  button.addEventListener("click", () => {
    const shown = field.type === "text";
    field.type = shown ? "password" : "text";
    button.setAttribute("aria-pressed", String(!shown));
  });
  field.form.addEventListener("submit", () => { field.type = "password"; });
}
