// each checkbox shows or hides the figures of one state
for (const box of document.querySelectorAll("fieldset input")) {
  const apply = () => document.body.classList.toggle("show-" + box.value, box.checked);
  box.addEventListener("change", apply);
  apply();
}
