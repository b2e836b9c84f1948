/** Answers as a file: what is saved, and what is read of one that somebody opens. */

const isText = (value) => typeof value === "string";

/** Returns whether a value is what a field of its type holds. */
const fits = (field, value) => {
  if (field.type === "table") return Array.isArray(value) && value.every((row) => row && typeof row === "object" && Object.values(row).every(isText));
  if (field.type === "choices" || field.type === "checklist") return Array.isArray(value) && value.every(isText);
  return isText(value);
};

/** Returns the answers without what was left empty. */
export const given = (values) => {
  const kept = Object.entries(values).filter(([, value]) => (Array.isArray(value) ? value.some((one) => isText(one) || Object.values(one).some(Boolean)) : value));
  return Object.fromEntries(kept);
};

/** Returns the text of a file with the answers; `schema` is the address of its JSON Schema. */
export const written = (plan, values, schema) => `${JSON.stringify({ $schema: schema, template: plan.id, version: plan.version, values: given(values) }, null, 2)}\n`;

/**
 * Returns {values, left, version} of a file's text: answers that fit the form, and the names of those that do not.
 * Throws an Error named "json", "other" (a file of another template, whose name is its message) or "empty".
 */
export const opened = (plan, text) => {
  const refuse = (name, message = "") => {
    throw Object.assign(new Error(message), { name });
  };
  let file;
  try {
    file = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    refuse("json");
  }
  if (!file || typeof file !== "object" || !file.values || typeof file.values !== "object" || Array.isArray(file.values)) refuse("empty");
  if (file.template !== plan.id) refuse("other", String(file.template ?? ""));
  const fields = new Map(plan.fields.filter((field) => !field.made).map((field) => [field.id, field]));
  const values = {};
  const left = [];
  for (const [name, value] of Object.entries(file.values)) {
    const field = fields.get(name);
    if (field && fits(field, value)) values[name] = value;
    else left.push(name);
  }
  return { values, left, version: String(file.version ?? "") };
};
