const element = id => document.getElementById(id);
const startForm = element("start");
const usageForm = element("usage");
const time = instant => instant ? new Date(instant).toLocaleTimeString([], {timeStyle: "short"}) : "blocked by hand";

const duration = seconds =>
  Math.floor(seconds / 3600) + " h " + Math.floor(seconds / 60) % 60 + " min " + seconds % 60 + " s";

// Answers with the JSON body, or null where there is none; what goes wrong is shown next to the field it names.
async function call(path, body) {
  const answer = await fetch("/api/v1" + path, body && {
    method: "POST", headers: {"Content-Type": "application/json"}, body: JSON.stringify(body)
  });
  const json = answer.status === 202 || answer.status === 204 ? null : await answer.json();
  if (body || !answer.ok) show(answer.ok ? {} : json);
  if (!answer.ok) throw new Error(json.detail);
  return json;
}

function show({field, detail}) {
  element("problem").textContent = detail || "";
  startForm.querySelectorAll("input").forEach(input => input.classList.toggle("wrong", input.name === field));
}

function row(...cells) {
  const tr = document.createElement("tr");
  for (const cell of cells) tr.insertCell().append(cell);
  return tr;
}

function blockButton(text, what) {
  const button = document.createElement("button");
  button.className = "block";
  button.textContent = text;
  button.onclick = async () => {
    await call("/viewings/block", what);
    await showAll();
  };
  return button;
}

function blockButtons({client_id, service_id}) {
  const buttons = document.createElement("div");
  buttons.className = "buttons";
  buttons.append(
    blockButton("Block", {client_id, service_id}),
    blockButton("Block device", {client_id}));
  return buttons;
}

async function showOpen() {
  const open = await call("/viewings/open");
  element("open").replaceChildren(...open.map(v => row(
    v.user_name, v.device_name, v.service_id, time(v.started_at), time(v.due_at), blockButtons(v))));
}

async function showUsage() {
  const {user, device_id, day} = Object.fromEntries(new FormData(usageForm));
  if (!user.trim() || !day) return;
  const query = new URLSearchParams({user, from: day, to: day, device_id});
  const usage = await call("/usage?" + query);
  const {screen_time_seconds, services} = usage.days[0];
  const rows = Object.entries(services).map(([service, {watched_seconds, viewings}]) =>
    row(service, duration(watched_seconds), viewings));
  element("services").replaceChildren(...rows);
  element("columns").hidden = rows.length === 0;
  element("screentime").hidden = false;
  element("screentime").textContent = "Screen time " + duration(screen_time_seconds) + " on " + day + ", " + usage.zone;
}

const showAll = () => Promise.all([showOpen(), showUsage()]);

startForm.onsubmit = async event => {
  event.preventDefault();
  const viewing = Object.fromEntries(new FormData(startForm));
  viewing.device_name ||= null;
  viewing.minutes = viewing.minutes ? Number(viewing.minutes) : null;
  await call("/viewings", viewing);
  usageForm.elements.user.value ||= viewing.user_name;
  await showAll();
};
usageForm.onsubmit = event => { event.preventDefault(); showUsage(); };
const now = new Date();
usageForm.elements.day.valueAsNumber = now - now.getTimezoneOffset() * 60000;
showOpen();
setInterval(showOpen, 15000);
