// The page of review: what a key does, what is shown next, and what is said when something does not go through.
// What is decided is on the disk before the next thing is shown. When the program behind the page has ended, no key does anything.

const $ = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const body = document.body;
const main = $("#main");
const lang = document.documentElement.lang;
const state = { keys: [], reasons: new Map(), at: 0, view: "queue", busy: false, gone: false, zoom: 1, turn: 0, text: null, page: null };

const by = () => sessionStorage.getItem("by") || body.dataset.by;
const wanted = () => Object.fromEntries(["reason", "frame", "kind", "text", "order"].map((name) => [name, $(`#q-${name}`).value]));
const item = () => $("article", main);
const key = () => item()?.dataset.key ?? "";

function told(words) {
  $("#told").textContent = words;
}

function gone() {
  state.gone = true;
  for (const dialog of all("dialog[open]")) dialog.close();
  $("#gone").hidden = false;
  for (const part of [main, $("#filters"), $("nav"), $("#results"), $("header .who")]) part.inert = true;
}

async function ask(path, parameters = {}, data = undefined) {
  const query = new URLSearchParams({ ...parameters, lang, by: by() });
  const headers = { "x-subsidy-rules": "1", "content-type": "application/json" };
  const options = data === undefined ? {} : { method: "POST", headers, body: JSON.stringify(data) };
  let answer;
  try {
    answer = await fetch(`${path}?${query}`, options);
  } catch {
    gone();
    throw new Error("gone");
  }
  return answer;
}

async function fragment(path, parameters) {
  const answer = await ask(path, parameters);
  if (answer.ok) return answer.text();
  told((await answer.json().catch(() => ({ error: answer.statusText }))).error);
  return null;
}

// --- the queue -----------------------------------------------------------------------------------------------------------------------

function take(queue) {
  const now = state.keys[state.at];
  state.keys = queue.items.map(([name]) => name);
  state.reasons = new Map(queue.items);
  const found = state.keys.indexOf(now);
  if (found >= 0) state.at = found;
  count(queue);
}

// The order of this sitting stays as it is: what was decided keeps its place, so that nothing moves under the hand.
function refresh(queue) {
  const now = new Map(queue.items);
  for (const name of state.keys) state.reasons.set(name, now.get(name) ?? "done");
  const known = new Set(state.keys);
  for (const [name, reason] of queue.items) {
    if (!known.has(name)) state.keys.push(name);
    state.reasons.set(name, reason);
  }
  count(queue);
}

function count(queue) {
  $("#left").textContent = `${body.dataset.left} ${queue.left} / ${queue.total}`;
  const bar = $("#bar");
  bar.max = Math.max(1, queue.total);
  bar.value = queue.total - queue.left;
  $("#counts").textContent = queue.ledger ? `${body.dataset.unread} ${queue.counts.figure + queue.counts.clause + queue.counts.proposed}` : body.dataset.waits;
}

const isOpen = (name) => state.reasons.get(name) !== "done";

function following(from = state.at) {
  for (let n = 1; n <= state.keys.length; n += 1) {
    const at = (from + n) % state.keys.length;
    if (isOpen(state.keys[at]) && at !== from) return at;
  }
  return -1;
}

function put(html, name) {
  state.turn += 1;
  main.innerHTML = html;
  const at = state.keys.indexOf(name);
  if (at >= 0) state.at = at;
  settle();
  ahead();
}

// The picture of the next thing is there before it is asked for.
function ahead() {
  const next = following();
  clearTimeout(ahead.timer);
  const now = key();
  ahead.timer = setTimeout(async () => {
    await markValue(now);
    if (next < 0) return;
    const html = await fragment("/item", { key: state.keys[next] }).catch(() => null);
    const picture = html && /<img src="([^"]+)"/.exec(html);
    if (picture) new Image().src = picture[1];
  }, 150);
}

function settle() {
  for (const scroller of all(".scroller", main)) toEvidence(scroller);
  const rule = key().startsWith("rule:");
  for (const button of all('nav [data-for="rule"]')) button.disabled = !rule || state.view !== "queue";
  for (const part of all("nav [data-in]")) part.hidden = part.dataset.in !== state.view;
  if (!$("dialog[open]") && document.activeElement !== $("#q-text")) $("h2", main)?.focus({ preventScroll: true });
}

// What the rule states is marked within its sentence, a moment later: finding it must not keep the next rule waiting.
async function markValue(name) {
  const sheet = $("rect.evidence", main)?.ownerSVGElement;
  if (!sheet || !name) return;
  const answer = await ask("/marks", { key: name }).catch(() => null);
  if (!answer?.ok || key() !== name || !sheet.isConnected || sheet.dataset.marked) return;
  sheet.dataset.marked = "yes";
  const marks = await answer.json();
  // the quote word for word takes the place of the whole lines or the cell that hold it, of which a thin line stays
  if (marks.quote?.length) for (const around of all("rect.evidence", sheet)) around.classList.add("around");
  for (const what of ["quote", "words", "unread", "value", "new"]) for (const box of marks[what] ?? []) draw(sheet, what, box);
  const first = $("rect.new", sheet) ?? $("rect.value", sheet) ?? $("rect.unread", sheet) ?? $("rect.quote", sheet);
  const scroller = sheet.closest(".scroller");
  if (first && scroller?.clientHeight && isOutside(first, scroller)) scrollTo(first, scroller);
}

function draw(sheet, what, [x, y, width, height]) {
  const mark = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  for (const [attribute, value] of Object.entries({ class: what, x, y, width, height })) mark.setAttribute(attribute, value);
  sheet.append(mark);
}

function isOutside(mark, scroller) {
  const [box, frame] = [mark.getBoundingClientRect(), scroller.getBoundingClientRect()];
  return box.top < frame.top || box.bottom > frame.bottom || box.left < frame.left || box.right > frame.right;
}

function scrollTo(mark, scroller) {
  const [box, frame] = [mark.getBoundingClientRect(), scroller.getBoundingClientRect()];
  scroller.scrollTop += box.top - frame.top - scroller.clientHeight * 0.35;
  scroller.scrollLeft += box.left - frame.left - scroller.clientWidth * 0.2;
}

function toEvidence(scroller) {
  const sheet = $(".sheet", scroller);
  if (sheet) sheet.dataset.zoom = String(state.zoom);
  const mark = $("rect.value", scroller) ?? $("rect.quote", scroller) ?? $("rect.evidence", scroller) ?? $(".marked", scroller);
  if (mark && scroller.clientHeight) scrollTo(mark, scroller);
}

// Of several that were asked for in haste the last one is shown.
async function show(name) {
  const turn = (state.turn += 1);
  const html = await fragment("/item", { key: name });
  if (html !== null && turn === state.turn) {
    state.view = "queue";
    put(html, name);
  }
}

async function load(first = false) {
  main.setAttribute("aria-busy", "true");
  const answer = await ask("/queue", wanted());
  if (!answer.ok) return;
  take(await answer.json());
  if (first) state.at = 0;
  const start = state.keys.findIndex(isOpen);
  if (first) state.at = Math.max(0, start);
  await show(state.keys[state.at] ?? "");
  main.setAttribute("aria-busy", "false");
}

async function move(step) {
  const at = state.at + step;
  if (at < 0 || at >= state.keys.length) return;
  state.at = at;
  await show(state.keys[at]);
}

async function skip() {
  const next = following();
  if (next >= 0) await show(state.keys[next]);
}

// --- decisions -----------------------------------------------------------------------------------------------------------------------

// What a decision was about, in words: a rule has its id, a figure or clause its text.
function named(name) {
  if (name.startsWith("rule:")) return name.slice(5);
  const spot = all(".spot", main).find((one) => one.dataset.spot === name);
  const text = ($("mark", spot ?? main) ?? spot ?? $("h2", main))?.textContent.trim() ?? "";
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

async function decide(act, more = {}) {
  const name = more.key ?? key();
  if (state.busy) told(body.dataset.busy);
  if (!name || state.busy) return false;
  const [next, what] = [following(), named(name)];
  state.busy = true;
  try {
    const data = { act, key: name, seen: item().dataset.seen, next: next >= 0 ? state.keys[next] : "", wanted: wanted(), ...more };
    const answer = await ask("/decide", {}, data);
    const made = await answer.json();
    if (answer.status === 409) {
      closeAll();
      put(made.html, name);
      told(`${body.dataset.overtaken} ${made.error}`);
      return false;
    }
    if (!answer.ok) {
      told(made.error);
      const wrong = $("dialog[open] #e-");
      if (wrong) wrong.textContent = made.error;
      return false;
    }
    closeAll();
    refresh(made.queue);
    told(`${body.dataset.saved}: ${what}`);
    if (state.view === "document") await page(state.page.source, state.page.page, name);
    else put(made.html, made.key);
    return true;
  } finally {
    state.busy = false;
  }
}

async function undo() {
  const answer = await ask("/undo", {}, {});
  const made = await answer.json();
  if (!answer.ok) return told(made.error);
  refresh(made.queue);
  if (state.view === "document") await page(state.page.source, state.page.page, made.key);
  else put(made.html, made.key);
  told(`${body.dataset.undone} ${made.said}`);
}

// --- dialogs -------------------------------------------------------------------------------------------------------------------------

function closeAll() {
  for (const dialog of all("dialog[open]")) dialog.close();
}

async function open(path, parameters) {
  const html = await fragment(path, parameters);
  if (html === null) return;
  const dialog = $("#dialog");
  dialog.innerHTML = html;
  const form = $("form", dialog);
  dialog.classList.toggle("beside", Boolean(form)); // the page that the rule was read from stays in sight
  if (!dialog.open) dialog.showModal();
  if (form) {
    for (const field of all("[data-field]", form)) offerLimits(field);
    form.addEventListener("submit", (event) => (event.preventDefault(), save(form)));
    form.addEventListener("input", () => check(form));
    $("#f-kind", form)?.addEventListener("change", (event) => open("/form", { key: form.dataset.key, kind: event.target.value }));
    ($(".limits:not([hidden]) button", form) ?? $("[data-field]", form))?.focus();
    check(form);
  } else $("button", dialog)?.focus();
}

function fieldsOf(form) {
  return Object.fromEntries(all("[data-field]", form).map((field) => [field.name, valueOf(field)]));
}

function valueOf(field) {
  if (field.type === "checkbox") return field.checked ? "true" : "";
  return field.matches("textarea.line") ? field.value.replace(/\s*\n\s*/g, "") : field.value;
}

// A limit that nobody understood is a line that begins with "?": it can go, or hold in its own words, without being typed again.
function offerLimits(field) {
  const row = field.parentElement.querySelector(".limits");
  if (row) row.hidden = !limitIn(field.value);
}

const limitIn = (text) => text.split("\n").find((line) => /^\s*[?？]/.test(line));

function bareWords(line) {
  const words = line.replace(/^\s*[?？]\s*/, "").replace(/^(?:ただし|なお|但し)[、，]\s*/, "");
  return words.replace(/[。.]$/, "").replace(/(?:について|にあって)?は?[、，]?\s*この限りで(?:は)?ない$/, "").replace(/を除[くき]$/, "").replace(/[=<>]/g, " ");
}

function settleLimit(field, answer) {
  const lines = field.value.split("\n");
  const at = lines.indexOf(limitIn(field.value));
  if (at < 0) return;
  lines.splice(at, 1, ...(answer ? [`${bareWords(lines[at])} = ${answer}`] : []));
  field.value = lines.join("\n");
  offerLimits(field);
  check(field.form);
  if (!limitIn(field.value)) field.focus();
}

function check(form) {
  clearTimeout(check.timer);
  check.timer = setTimeout(() => checkNow(form), 120);
}

async function checkNow(form) {
  const answer = await ask("/check", {}, { kind: $("#f-kind", form)?.value ?? form.dataset.kind, fields: fieldsOf(form) });
  if (!answer.ok) return false;
  const found = await answer.json();
  for (const place of all(".wrong", form)) {
    const name = place.id.slice(2);
    place.textContent = found.wrong[name] ?? "";
    const field = $(`#x-${name}`, form);
    if (field) field.setAttribute("aria-invalid", String(name in found.wrong));
  }
  $("#reads", form).textContent = found.reads;
  return Object.keys(found.wrong).length === 0;
}

async function save(form) {
  clearTimeout(check.timer);
  if (!(await checkNow(form))) return $('[aria-invalid="true"]', form)?.focus();
  const more = { fields: fieldsOf(form), reason: $("#f-reason", form).value, key: form.dataset.key };
  if (form.dataset.new) await decide(form.dataset.another ? "another" : "new-rule", { ...more, kind: $("#f-kind", form).value, frame: $("#f-frame", form).value, seen: form.dataset.seen });
  else if ($("#f-kind", form).value !== form.dataset.was) await decide("edit", { ...more, kind: $("#f-kind", form).value });
  else await decide("edit", more);
}

function askText(words, then) {
  $("#text-title").textContent = $("#text-label").textContent = words;
  $("#text").value = "";
  state.text = then;
  $("#text-dialog").showModal();
  $("#text").focus();
}

// --- the document --------------------------------------------------------------------------------------------------------------------

async function page(source, number, at = "") {
  const turn = (state.turn += 1);
  const html = await fragment("/page", { source, page: number });
  if (html === null || turn !== state.turn) return;
  state.view = "document";
  main.innerHTML = html;
  const shown = item();
  state.page = { source: shown?.dataset.source ?? source, page: Number(shown?.dataset.page ?? number) };
  $("#q-source").value = state.page.source;
  settle();
  for (const sheet of all(".sheet", main)) sheet.dataset.zoom = String(state.zoom);
  const spot = all(".spot", main).find((one) => one.dataset.spot === at) ?? $('.spot[data-state="unread"]', main) ?? $(".spot", main);
  if (spot) choose(spot);
}

function choose(spot) {
  spot.focus({ preventScroll: true });
  spot.scrollIntoView({ block: "nearest" });
  for (const mark of all("rect.chosen", main)) mark.classList.remove("chosen");
  const marks = all("rect[data-spot]", main).filter((mark) => mark.dataset.spot === spot.dataset.spot);
  for (const mark of marks) mark.classList.add("chosen");
  const scroller = $(".scroller", main);
  if (!marks.length || !scroller) return;
  if (isOutside(marks[0], scroller)) scrollTo(marks[0], scroller);
}

const chosen = () => (document.activeElement?.classList.contains("spot") ? document.activeElement : null);

function nextSpot(step) {
  const spots = all(".spot", main);
  const at = spots.indexOf(chosen());
  const spot = spots[Math.min(spots.length - 1, Math.max(0, at + step))];
  if (spot) choose(spot);
}

async function nextUnread() {
  const spots = all(".spot", main);
  const later = spots.slice(spots.indexOf(chosen()) + 1).find((spot) => spot.dataset.state === "unread");
  if (later) return choose(later);
  const pages = (item().dataset.unread ?? "").split(" ").filter(Boolean).map(Number);
  const number = pages.find((one) => one > state.page.page) ?? pages[0];
  if (number) await page(state.page.source, number);
}

async function toggle() {
  if (state.view === "document") return show(state.keys[state.at] ?? "");
  const shown = item();
  return page(shown?.dataset.source || $("#q-source").value, shown?.dataset.page || 1, shown?.dataset.key);
}

async function enter(spot) {
  // what the reading waived may state a rule all the same
  if (spot.dataset.state === "unread" || spot.dataset.state === "waived") await open("/form", { key: spot.dataset.spot });
  else if (spot.dataset.rule) await show(spot.dataset.rule);
}

// --- what keys and buttons do --------------------------------------------------------------------------------------------------------

function zoom(step) {
  state.zoom = Math.min(4, Math.max(0.5, state.zoom + step));
  for (const sheet of all(".sheet", main)) sheet.dataset.zoom = String(state.zoom);
  for (const scroller of all(".scroller", main)) toEvidence(scroller);
}

function place(button) {
  for (const other of all('[data-act="place"]', main)) other.setAttribute("aria-pressed", String(other === button));
  for (const section of all(".place", main)) section.hidden = section.dataset.n !== button.dataset.n;
  for (const scroller of all(".scroller", main)) toEvidence(scroller);
}

function seenOfList() {
  return Object.fromEntries(all("#dialog [data-alike] li").map((row) => [row.dataset.id, row.dataset.seen]));
}

function noRule(n, reason = "") {
  const spot = state.view === "document" ? state.spot : null;
  return decide("no-rule", { n, reason, ...(spot ? { key: spot.dataset.spot, seen: spot.dataset.seen } : {}) });
}

const acts = {
  approve: () => decide("approve"),
  reject: () => askText(body.dataset.reason, (text) => decide("reject", { reason: text })),
  comment: () => askText(body.dataset.comment, (text) => decide("comment", { text })),
  edit: () => key().startsWith("rule:") && open("/form", { key: key() }),
  "new-rule": () => open("/form", { key: key() }),
  reopen: () => {
    const spot = chosen();
    if (state.view === "document") return spot?.dataset.state === "decided" && decide("reopen", { key: spot.dataset.spot, seen: spot.dataset.seen });
    return decide("reopen");
  },
  skip,
  undo,
  next: () => move(1),
  previous: () => move(-1),
  batch: () => Number(item()?.dataset.alike) > 1 && open("/alike", { key: key() }),
  "approve-alike": () => decide("approve-alike", { seen: seenOfList() }),
  "reject-alike": () => decide("reject-alike", { seen: seenOfList() }),
  choose: (button) => decide("choose", { n: Number(button.dataset.n) }),
  "no-rule-text": () => {
    closeAll();
    askText(body.dataset.reason, (text) => text.trim() && noRule(0, text));
  },
  "no-rule": (button) => noRule(Number(button.dataset.n)),
  document: toggle,
  "page-before": () => page(state.page.source, state.page.page - 1),
  "page-after": () => page(state.page.source, state.page.page + 1),
  "unread-next": nextUnread,
  "zoom-in": () => zoom(0.25),
  "zoom-out": () => zoom(-0.25),
  place,
  limit: (button) => settleLimit(document.getElementById(button.dataset.of), button.dataset.answer),
  another: () => key().startsWith("rule:") && open("/form", { key: key(), another: "yes" }),
  close: closeAll,
  keys: () => $("#keys-dialog").showModal(),
  name: askName,
  add: (button) => {
    const from = document.getElementById(button.dataset.from);
    const into = document.getElementById(from.dataset.into);
    if (!from.value.trim()) return;
    into.value = `${into.value.trim()}\n${from.value.trim()} >= `.trimStart();
    from.value = "";
    into.focus();
    into.setSelectionRange(into.value.length, into.value.length);
  },
};

const queueKeys = {
  a: "approve", e: "edit", r: "reject", s: "skip", c: "comment", o: "reopen", b: "batch", d: "another", ArrowDown: "next", ArrowUp: "previous", l: "document",
};
const documentKeys = { ArrowLeft: "page-before", ArrowRight: "page-after", j: "unread-next", l: "document", o: "reopen" };
const bothKeys = { u: "undo", "+": "zoom-in", "-": "zoom-out", "?": "keys" };

function onKey(event) {
  if (state.gone || event.isComposing || event.altKey || event.metaKey) return;
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
  const dialog = $("dialog[open]");
  if (event.ctrlKey) {
    if (event.key === "Enter" && dialog && $("form", dialog)) $("form", dialog).requestSubmit();
    return;
  }
  if (dialog) {
    if (typing) return;
    const limits = event.target.closest(".limits");
    if (limits && /^[1-3]$/.test(event.key)) return act(event, () => acts.limit($(`[data-n="${event.key}"]`, limits)));
    if (dialog.id === "reasons-dialog" && event.key === "0") return act(event, acts["no-rule-text"]);
    if (dialog.id === "reasons-dialog" && /^[1-9]$/.test(event.key)) return act(event, () => noRule(Number(event.key)));
    if ($("[data-alike]", dialog) && event.key === "a") return act(event, acts["approve-alike"]);
    if ($("[data-alike]", dialog) && event.key === "r") return act(event, acts["reject-alike"]);
    return;
  }
  if (typing) {
    if (event.key === "Escape") {
      $("#results").hidden = true;
      $("h2", main)?.focus();
    }
    return;
  }
  if (event.key === "/") return act(event, () => $("#q-text").focus());
  if (/^[1-9]$/.test(event.key) && state.view === "queue") {
    const n = Number(event.key);
    if (n <= Number(item()?.dataset.readings)) return act(event, () => decide("choose", { n }));
    if (item()?.dataset.open) return act(event, () => noRule(n));
    return;
  }
  if (event.key === "0" && state.view === "queue" && item()?.dataset.open) return act(event, acts["no-rule-text"]);
  if (event.key === "n") return act(event, openReasons);
  if (state.view === "document" && (event.key === "ArrowDown" || event.key === "ArrowUp")) return act(event, () => nextSpot(event.key === "ArrowDown" ? 1 : -1));
  if (event.key === "Enter" && state.view === "queue" && item()?.dataset.open && event.target.tagName !== "BUTTON") return act(event, acts["new-rule"]);
  const name = bothKeys[event.key] ?? (state.view === "queue" ? queueKeys : documentKeys)[event.key];
  if (name) act(event, acts[name]);
}

function openReasons() {
  state.spot = chosen();
  const open = state.view === "document" ? state.spot?.dataset.state === "unread" : item()?.dataset.open;
  if (open) $("#reasons-dialog").showModal();
}

function act(event, run) {
  event.preventDefault();
  Promise.resolve(run()).catch((error) => error.message === "gone" || told(String(error)));
}

function askName() {
  $("#name").value = by();
  $("#name-dialog").showModal();
}

function showName() {
  $("#who").textContent = by() || "?";
}

document.addEventListener("keydown", onKey);
document.addEventListener("click", (event) => {
  if (state.gone) return;
  const button = event.target.closest("button");
  const mark = event.target.closest("rect[data-spot]");
  if (mark) {
    const spot = all(".spot", main).find((one) => one.dataset.spot === mark.dataset.spot);
    if (spot) choose(spot);
  } else if (button?.dataset.spot) act(event, () => enter(button));
  else if (button?.dataset.go) act(event, () => (($("#results").hidden = true), show(button.dataset.go)));
  else if (button && acts[button.dataset.act]) act(event, () => acts[button.dataset.act](button));
});
document.addEventListener("focusin", (event) => event.target.classList.contains("spot") && choose(event.target));
$("#name-form").addEventListener("submit", () => {
  sessionStorage.setItem("by", $("#name").value.trim());
  showName();
  load(true);
});
$("#text-form").addEventListener("submit", (event) => {
  event.preventDefault();
  const then = state.text;
  const text = $("#text").value;
  act(event, () => then?.(text));
});
$("#filters").addEventListener("submit", (event) => event.preventDefault());
$("#filters").addEventListener("change", (event) => {
  if (event.target.id === "q-source") {
    if (state.view === "document") act(event, () => page(event.target.value, 1));
  } else if (event.target.id !== "q-text") {
    main.setAttribute("aria-busy", "true");
    act(event, () => load(true));
  }
});
$("#q-text").addEventListener("input", () => {
  clearTimeout(load.timer);
  load.timer = setTimeout(async () => {
    const results = $("#results");
    results.hidden = !$("#q-text").value.trim();
    if (results.hidden) return load();
    const html = await fragment("/found", { ...wanted(), reason: "" }).catch(() => null);
    if (html !== null) results.innerHTML = html;
  }, 200);
});

// --- news: what somebody else decided, and whether the program is still there ---------------------------------------------------------

const news = new EventSource(`/events?${new URLSearchParams({ by: by() })}`);
news.addEventListener("changed", async () => {
  if (state.gone || state.busy || $("dialog[open]")) return;
  const answer = await ask("/queue", wanted());
  if (answer.ok) refresh(await answer.json());
  // the document was asked for before it was known what of it is unread
  if (state.view === "document" && !$(".spot", main)) return page(state.page.source, state.page.page);
  if (state.view !== "queue" || !key()) return;
  const [name, turn] = [key(), state.turn];
  const html = await fragment("/item", { key: name });
  // whoever has gone on meanwhile is not called back
  if (html === null || state.turn !== turn || state.busy || key() !== name || $("dialog[open]")) return;
  const seen = /data-seen="([^"]*)"/.exec(html);
  if (seen && seen[1] !== item().dataset.seen) {
    put(html, name);
    if (!isOpen(name)) told(body.dataset.overtaken);
  }
});
news.addEventListener("error", async () => {
  try {
    await fetch("/queue?text=%00", { cache: "no-store" });
  } catch {
    gone();
  }
});

// What the page was sent with is there before anything is asked for.
function begin() {
  const queue = JSON.parse($("#queue").textContent);
  if (!queue || by() !== body.dataset.by) return load(true);
  take(queue);
  state.at = Math.max(0, state.keys.indexOf(key()));
  settle();
  ahead();
}

showName();
if (by()) begin();
else askName();
