export { axeViolations } from "./axe-violations.ts";
export { browserIsMissing, openBrowser } from "./open-browser.ts";
