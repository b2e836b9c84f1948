/** Starts Decap CMS with the forms that the hub's record types make. */

import * as yaml from "./js-yaml.js";
import { recordFormat } from "./record-format.js";

const answer = await fetch("config.yml");
// JSON is YAML: it is written so that nothing needs to be loaded to read it
const config = await answer.json();
await loaded("decap-cms.js");
for (const { format, fields } of config.collections) {
  window.CMS.registerCustomFormat(format, "md", recordFormat(fields, yaml, config.broken));
}
window.CMS.init({ config: { ...config, load_config_file: false } });

function loaded(address) {
  window.CMS_MANUAL_INIT = true;
  return new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement("script"), { src: address, onload: resolve, onerror: reject });
    document.head.append(script);
  });
}
