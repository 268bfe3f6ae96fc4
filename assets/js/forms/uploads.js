/* A chosen file is sent at once and says how far it is, so that a slow network loses one photograph and not all of them.
   Without this module, and when the network fails, the buttons of the form send what was chosen. */

const kept = () => document.querySelector("form[data-mc-upload]");

const read = (request) => new DOMParser().parseFromString(request.responseText, "text/html");

function answered(request, slot) {
  const other = new URL(request.responseURL).pathname;
  if (other !== location.pathname) { // signed out meanwhile
    location.href = request.responseURL;
    return;
  }
  document.querySelector("main").replaceWith(read(request).querySelector("main"));
  watch();
  const summary = document.querySelector("[data-mc-error-summary]");
  if (summary) {
    summary.focus();
    return;
  }
  const heading = document.getElementById(slot);
  heading.focus();
  const note = heading.closest(".mc-slot").querySelector("[data-mc-status]");
  if (note) note.textContent = kept().dataset.mcSent;
}

function send(input) {
  const { mcSending, mcFailed } = kept().dataset;
  const section = input.closest(".mc-slot");
  const note = section.querySelector("[data-mc-status]");
  const body = new FormData();
  body.append("csrfmiddlewaretoken", kept().elements.csrfmiddlewaretoken.value);
  for (const file of input.files) body.append(input.name, file);
  const request = new XMLHttpRequest();
  request.open("POST", location.pathname);
  request.upload.onprogress = ({ loaded, total }) => { note.textContent = `${mcSending} ${Math.round((loaded / total) * 100)} %`; };
  request.onerror = () => { note.textContent = mcFailed; };
  request.onload = () => {
    if (request.status < 400 || request.status === 422) answered(request, section.getAttribute("aria-labelledby"));
    else note.textContent = read(request).querySelector("main p")?.textContent || mcFailed; // such as: too large
  };
  note.textContent = mcSending;
  request.send(body);
}

const inputs = () => kept()?.querySelectorAll("input[type=file]") || [];

function watch() {
  for (const input of inputs()) {
    input.addEventListener("change", () => { if (input.files.length) send(input); });
  }
}

watch();
for (const input of inputs()) { // chosen while this module was still on its way over a slow network
  if (input.files.length) send(input);
}
