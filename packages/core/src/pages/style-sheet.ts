import { pageAsset } from "./page-asset.ts";

/** How every page looks. */
export const styleSheet = pageAsset("pages.css", "text/css; charset=utf-8");
