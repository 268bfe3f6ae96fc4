/* Brings the communes of a newly chosen province without sending the page. Without this module a button beside the list does it. */

async function bring(address, province, commune) {
  const first = commune.options[0].cloneNode(true);
  commune.disabled = true;
  try {
    const answer = await fetch(address.dataset.mcAddress.replace("-/", `${encodeURIComponent(province.value)}/`), { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    const { communes } = await answer.json();
    commune.replaceChildren(first, ...communes.map(({ code, name }) => new Option(name, code)));
    commune.value = "";
  } catch {
    address.querySelector("[data-mc-province-button]").hidden = false;
  } finally {
    commune.disabled = false;
  }
}

for (const address of document.querySelectorAll("[data-mc-address]")) {
  const province = address.querySelector("[data-mc-province]");
  const commune = address.querySelector("[data-mc-commune]");
  if (!commune) continue;
  address.querySelector("[data-mc-province-button]").hidden = true;
  province.addEventListener("change", () => bring(address, province, commune));
}
