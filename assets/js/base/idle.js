/* A desk left alone is covered; the password uncovers it with everything typed still in place.
   The server locks by its own clock as well (motcua/config/guards.py): this spares only the loss of a half-filled form. */

const cover = document.querySelector("template[data-mc-idle]");

if (cover) {
  const limit = Number(cover.dataset.mcIdle) * 60000;
  let touched = Date.now();
  let covered = null;

  for (const kind of ["pointerdown", "keydown", "scroll", "input"]) {
    document.addEventListener(kind, () => { if (!covered) touched = Date.now(); }, { passive: true, capture: true });
  }

  const show = () => {
    covered = document.createElement("div");
    covered.append(cover.content.cloneNode(true));
    for (const part of document.body.children) part.inert = part.hidden = true;
    document.body.append(covered);
    covered.querySelector("input[type=password]").focus();
    covered.querySelector("form").addEventListener("submit", unlock);
  };

  const unlock = async (event) => {
    event.preventDefault();
    const form = event.target;
    const answer = await fetch(form.action, {
      method: "POST",
      body: new FormData(form),
    }).catch(() => null);
    if (!answer?.redirected) { // a wrong password shows the question again
      form.querySelector("[role=alert]").hidden = false;
      return;
    }
    if (!(await isSamePerson(form, answer))) { // the session has ended, or somebody else signed in
      location.assign(answer.url);
      return;
    }
    covered.remove();
    covered = null;
    touched = Date.now();
    for (const part of document.body.children) part.inert = part.hidden = false;
  };

  const isSamePerson = async (form, answer) => {
    const asked = new URL(form.action).searchParams.get("next");
    return new URL(answer.url).pathname === asked && await answer.text() === cover.dataset.mcPerson;
  };

  setInterval(() => { if (!covered && Date.now() - touched > limit) show(); }, 5000);
}
