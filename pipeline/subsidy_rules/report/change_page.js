// filters, the language, and everything opened for printing; without this script the page shows all changes
const root = document.documentElement, changes = [...document.querySelectorAll(".change")];
const pick = (id) => document.getElementById(id);
function apply() {
  const levels = new Set([...document.querySelectorAll("[data-filter=level]:checked")].map((box) => box.value));
  const frame = pick("frame").value, area = pick("area").value, words = pick("words").value.trim().toLowerCase();
  let n = 0;
  for (const change of changes) {
    const data = change.dataset;
    const fits = levels.has(data.level) && (!frame || data.frames.split(" ").includes(frame)) && (!area || data.area === area) && (!words || change.textContent.toLowerCase().includes(words));
    change.hidden = !fits;
    n += fits;
  }
  for (const section of document.querySelectorAll("section[data-frame], .document")) section.hidden = !section.querySelector(".change:not([hidden])");
  document.querySelector("#shown .n").textContent = n;
}
for (const control of document.querySelectorAll("form input, form select")) control.addEventListener("input", apply);
document.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
function speak(lang) {
  root.dataset.lang = root.lang = lang;
  for (const option of document.querySelectorAll("option[data-ja]")) option.textContent = option.dataset[lang];
}
pick("lang").addEventListener("click", () => speak(root.dataset.lang === "ja" ? "en" : "ja"));
pick("open").addEventListener("click", () => { const open = changes.some((change) => !change.open); for (const change of changes) change.open = open; });
for (const button of document.querySelectorAll(".zoom")) button.addEventListener("click", () => button.closest(".sides").classList.toggle("large"));
let closed = [];
addEventListener("beforeprint", () => { closed = changes.filter((change) => !change.open); for (const change of closed) change.open = true; });
addEventListener("afterprint", () => { for (const change of closed) change.open = false; });
speak(root.dataset.lang);
apply();
