import { gitRef } from "@fairlead/core";
import { project } from "./fields.ts";

/** Variables of resource templates and arguments of prompts: on the wire each is a text. */

export const projectVariable = { project };

export const refVariable = gitRef.describe("Branch, tag or commit");
