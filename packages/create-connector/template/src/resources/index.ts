import { item } from "./item.ts";

export const resources = [item];
