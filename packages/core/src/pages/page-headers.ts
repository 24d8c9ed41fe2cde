/**
 * No script, no frame, no image, nothing of strangers; never stored, never told to others by a referrer. `form-action` is
 * left out on purpose: browsers apply it to the redirects that follow a form, and those lead to the vendor. So is
 * Cross-Origin-Opener-Policy: clients that open us in a window want to hear from it again.
 */
export const pageHeaders: Readonly<Record<string, string>> = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'",
  "x-frame-options": "DENY",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
};

/** For pages with a script of ours. They have no form that leads elsewhere. */
export const scriptedHeaders: typeof pageHeaders = {
  ...pageHeaders,
  "content-security-policy":
    "default-src 'none'; style-src 'self'; script-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
};
