/* A dossier leads back to the list it was opened from, filters and all, and on to the next one of that list.
   The list is kept for this tab only; without scripts the links lead to the officer's first list. */

const KEPT = "mc-list";
const rows = [...document.querySelectorAll("[data-mc-row] a[href]")].map((link) => link.getAttribute("href"));

if (document.querySelector(".mc-inbox")) {
  sessionStorage.setItem(KEPT, JSON.stringify({ address: location.pathname + location.search, rows }));
}

const back = document.querySelector("[data-mc-list]");
const list = back && JSON.parse(sessionStorage.getItem(KEPT) || "null");
if (list) {
  back.href = list.address;
  const following = list.rows[list.rows.indexOf(location.pathname) + 1];
  const next = document.querySelector("[data-mc-next]");
  if (list.rows.includes(location.pathname) && following && next) {
    next.href = following;
    next.hidden = false;
  }
}
