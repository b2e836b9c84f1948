/** A filled-in document as it is shown: Markdown becomes HTML, boxes to tick become boxes, and open places lead to their field. */
import markdownIt from "../vendor/markdown-it.js";
import { boxes } from "./fill-boxes.js";

const MARK = /\ue000([a-z0-9_.]+)\ue001/g;

/** Returns a parser that lets no HTML through. */
export const parser = () => {
  const made = markdownIt({ html: false, linkify: false, typographer: false }).use(boxes);
  made.renderer.rules.box = (tokens, n) => `<input type="checkbox" disabled${tokens[n].meta ? " checked" : ""}> `;
  return made;
};

/** Returns what stands for a place without an answer, until `show` puts a mark there. */
export const marked = (field) => `\ue000${field.id}\ue001`;

/** Returns a mark that leads to the field which fills it. */
const mark = (field, say) => {
  const link = document.createElement("a");
  link.className = "hub-fillin";
  link.href = `#fill-${field.id}`;
  link.textContent = field.label;
  link.title = say(field);
  return link;
};

/** Puts marks into the places of a text node. */
const markText = (node, fields, say) => {
  const parts = node.data.split(MARK);
  if (parts.length === 1) return;
  node.replaceWith(...parts.map((part, n) => (n % 2 ? (fields.has(part) ? mark(fields.get(part), say) : "") : part)));
};

/** Shows Markdown in an element; `fields` by id are what marks stand for, `say` tells what a mark is, `table` names the nth. */
export const show = (element, md, text, fields, say, table) => {
  const page = document.createElement("template");
  page.innerHTML = md.render(text);
  for (const [n, one] of page.content.querySelectorAll("table").entries()) {
    const scroll = document.createElement("div");
    scroll.className = "table-scroll";
    scroll.tabIndex = 0;
    scroll.setAttribute("role", "region");
    scroll.setAttribute("aria-label", table(n + 1));
    one.replaceWith(scroll);
    scroll.append(one);
  }
  for (const box of page.content.querySelectorAll("li > input, li > p > input")) box.setAttribute("aria-label", box.closest("li").textContent.trim());
  const texts = [];
  const walk = document.createTreeWalker(page.content, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) texts.push(walk.currentNode);
  for (const node of texts) markText(node, fields, say);
  element.replaceChildren(page.content);
};
