import { ToolError } from "@fairlead/core";
import { LocationError, parseLocation as parse, type FileLocation } from "@fairlead/domain/file-text";

/** @throws ToolError `invalid_input` for a location that cannot be. */
export function parseLocation(text: string): FileLocation {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof LocationError)) throw error;
    throw new ToolError("invalid_input", error.message);
  }
}
