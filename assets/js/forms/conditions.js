/* Shows a question only while its condition holds. Without this module every question that may apply is shown and says when to
   answer it; the server decides again in any case, and drops what was hidden. */

const named = (form, name) => form.querySelectorAll(`[name="${CSS.escape(name)}"]`);

function answers(form, name) {
  const found = [];
  for (const input of named(form, name)) {
    const isTick = input.type === "radio" || input.type === "checkbox";
    if (!input.closest("[data-mc-condition][hidden]") && (!isTick || input.checked) && input.value.trim()) found.push(input.value.trim());
  }
  return found;
}

/* 1.234,5 and 1234.5 alike: the last mark before other than three digits is the decimal one. */
function number(text) {
  const bare = text.replace(/[\s'’]/g, "");
  if (/^-?\d{1,3}([.,]\d{3})+$/.test(bare)) return Number(bare.replace(/[.,]/g, ""));
  const mark = Math.max(bare.lastIndexOf("."), bare.lastIndexOf(","));
  return mark < 0 ? Number(bare) : Number(`${bare.slice(0, mark).replace(/[.,]/g, "")}.${bare.slice(mark + 1)}`);
}

const equal = (given, wanted) => (typeof wanted === "number" ? number(given) === wanted : given === String(wanted));

/* true, false, or null where only the server can tell (dates, files). */
function leaf(form, rule) {
  if (["date", "file", "group"].includes(rule.t)) return null;
  const given = answers(form, rule.n);
  const first = given[0];
  if (rule.op === "answered") return (given.length > 0) === (rule.v !== "no");
  if (!given.length) return false;
  switch (rule.op) {
    case "eq": return equal(first, rule.v);
    case "ne": return !equal(first, rule.v);
    case "in": return rule.v.some((one) => equal(first, one));
    case "gt": return number(first) > rule.v;
    case "lt": return number(first) < rule.v;
    case "contains": return given.includes(String(rule.v));
    default: return null;
  }
}

function holds(form, rule) {
  if (typeof rule === "boolean") return rule;
  if (rule.not) {
    const inner = holds(form, rule.not);
    return inner === null ? null : !inner;
  }
  const parts = rule.all || rule.any;
  if (!parts) return leaf(form, rule);
  const decisive = !rule.all;
  const found = parts.map((part) => holds(form, part));
  if (found.includes(decisive)) return decisive;
  return found.includes(null) ? null : !decisive;
}

function refresh(form, questions) {
  // Twice, because a question may depend on one that has just been shown or hidden.
  for (let round = 0; round < 2; round += 1) {
    for (const { element, rule } of questions) element.hidden = holds(form, rule) === false;
  }
}

for (const form of document.querySelectorAll("form")) {
  const questions = [...form.querySelectorAll("[data-mc-condition]")].map((element) => ({ element, rule: JSON.parse(element.dataset.mcCondition) }));
  if (!questions.length) continue;
  for (const words of form.querySelectorAll("[data-mc-condition-words]")) words.hidden = true;
  refresh(form, questions);
  form.addEventListener("input", () => refresh(form, questions));
  form.addEventListener("change", () => refresh(form, questions));
}
