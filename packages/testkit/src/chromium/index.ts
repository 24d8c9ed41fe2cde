export { askPage } from "./ask-page.ts";
export { axeViolations } from "./axe-violations.ts";
export { browserIsMissing, openBrowser } from "./open-browser.ts";
export { tabTo } from "./tab-to.ts";
