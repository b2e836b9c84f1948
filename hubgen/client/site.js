/** The site's address, whatever folder it lives in: this file lies in assets/javascripts/. */
export const SITE = new URL("../../", import.meta.url);
