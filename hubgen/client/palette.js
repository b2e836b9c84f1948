/**
 * Light, dark, or as on this device. A plain script, not a module: it runs in the head, before the first paint.
 *
 * The choice stays in this browser (localStorage "hub-palette": "default" or "slate"; nothing where the device decides).
 * It becomes `data-md-color-scheme` on the root, which the tokens in hub.css follow. Also marks the root with `js`, so that
 * controls which need a script stay hidden without one.
 */
(() => {
  const key = "hub-palette";
  const root = document.documentElement;
  root.classList.add("js");

  const stored = () => {
    try {
      return localStorage.getItem(key) ?? "";
    } catch {
      return ""; // storage may be forbidden; the device decides
    }
  };

  const store = (scheme) => {
    try {
      if (scheme) localStorage.setItem(key, scheme);
      else localStorage.removeItem(key);
    } catch {
      // the choice then lasts as long as the page
    }
  };

  const apply = (scheme) => {
    if (scheme) root.setAttribute("data-md-color-scheme", scheme);
    else root.removeAttribute("data-md-color-scheme");
    for (const meta of document.querySelectorAll('meta[name="theme-color"]')) {
      const own = meta.dataset.scheme;
      const device = `(prefers-color-scheme: ${own === "slate" ? "dark" : "light"})`;
      meta.media = scheme ? (scheme === own ? "all" : "not all") : device;
    }
    for (const radio of document.querySelectorAll('input[name="hub-palette"]')) radio.checked = radio.value === scheme;
  };

  const known = (scheme) => (scheme === "default" || scheme === "slate" ? scheme : "");

  apply(known(stored()));
  document.addEventListener("DOMContentLoaded", () => apply(known(stored())));
  addEventListener("pageshow", () => apply(known(stored()))); // back and forward restore old radios
  addEventListener("storage", (event) => {
    if (event.key === key) apply(known(stored()));
  });
  document.addEventListener("change", (event) => {
    if (event.target.name !== key) return;
    store(known(event.target.value));
    apply(known(event.target.value));
  });
})();
