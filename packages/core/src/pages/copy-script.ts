import { pageAsset } from "./page-asset.ts";

/** The one script there is: it brings the buttons that copy. Whatever it is for can be selected and copied without it. */
export const copyScript = pageAsset("copy.js", "text/javascript; charset=utf-8");
