/* The live preview on a page: hears of changes, shows what is wrong with the content, and loads the page again when it
   is another. Served by `hubgen serve` alone; no built site has it. All words come from the server. */

const HIDDEN = "hubgen-preview-hidden";
const shown = document.querySelector('meta[name="hubgen-preview"]').content;
const address = `/_hubgen/events?page=${encodeURIComponent(location.pathname)}&version=${encodeURIComponent(shown)}`;

const element = (name, className, text = "") => {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
};

const box = element("aside", "hubgen-preview");
const status = element("p", "hubgen-preview__title");
// what fills up later is read out only where it was empty before
status.setAttribute("role", "status");
const note = element("p", "hubgen-preview__note");
const list = element("ul", "hubgen-preview__issues");
list.setAttribute("role", "list");
const more = element("p", "hubgen-preview__more");
const hide = element("button", "hubgen-preview__hide");
const show = element("button", "hubgen-preview__show");
hide.type = show.type = "button";
box.hidden = show.hidden = true;
box.append(status, hide, note, list, more);
document.body.append(box, show);

let told = "";

const issue = ({ place, code, message, hint }) => {
  const item = element("li", "hubgen-preview__issue");
  if (place) {
    const head = element("p", "hubgen-preview__place");
    head.append(element("code", "", place), " ", element("span", "hubgen-preview__code", code));
    item.append(head);
  }
  item.append(element("p", "hubgen-preview__message", message));
  if (hint) item.append(element("p", "hubgen-preview__hint", hint));
  return item;
};

const open = (yes) => {
  box.hidden = !yes;
  show.hidden = yes;
};

const tell = (text) => {
  const faults = JSON.parse(text);
  told = text;
  if (!faults.title) {
    box.hidden = show.hidden = true;
    status.textContent = "";
    sessionStorage.removeItem(HIDDEN);
    return;
  }
  box.setAttribute("aria-label", faults.label);
  open(sessionStorage.getItem(HIDDEN) !== text);
  status.textContent = show.textContent = faults.title;
  note.textContent = faults.note;
  hide.textContent = faults.hide;
  more.textContent = faults.more;
  list.replaceChildren(...faults.issues.map(issue));
};

const dismiss = () => {
  sessionStorage.setItem(HIDDEN, told);
  open(false);
  show.focus();
};
hide.addEventListener("click", dismiss);
box.addEventListener("keydown", (event) => event.key === "Escape" && dismiss());
show.addEventListener("click", () => {
  sessionStorage.removeItem(HIDDEN);
  open(true);
  hide.focus();
});

// a browser keeps six connections to one server: only pages that somebody looks at hold one
let source = null;
const listen = () => {
  source?.close();
  source = null;
  if (document.visibilityState === "hidden") return;
  source = new EventSource(address);
  source.addEventListener("reload", () => location.reload());
  source.addEventListener("issues", (event) => tell(event.data));
};
document.addEventListener("visibilitychange", listen);
addEventListener("pagehide", () => source?.close());
addEventListener("pageshow", (event) => event.persisted && listen());
listen();
