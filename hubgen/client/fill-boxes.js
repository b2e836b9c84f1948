/** Boxes to tick, for a Markdown parser. */

const BOX = /^\[([ x])\] /;

/** Marks list items that begin with `[ ]` or `[x]`, as a forge shows task lists. */
export const boxes = (parser) =>
  parser.core.ruler.push("boxes", ({ tokens, Token }) => {
    tokens.forEach((token, n) => {
      const found = token.type === "inline" && tokens[n - 2]?.type === "list_item_open" && BOX.exec(token.content);
      if (!found) return;
      const box = new Token("box", "input", 0);
      box.meta = found[1] === "x";
      token.children[0].content = token.children[0].content.slice(found[0].length);
      token.children.unshift(box);
      tokens[n - 2].attrJoin("class", "task-list-item");
    });
  });
