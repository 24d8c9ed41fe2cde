export type Vendor = "github" | "gitlab" | "jira-platform" | "jira-software" | "asana" | "slack" | "msgraph";

/** Where a vendor's API departs from its own description, or the description from the dialect. */
export interface VendorRules {
  /** What stands before the description's paths in a URL's path. */
  readonly base?: RegExp;
  /** `literal/{name}`: after that literal the parameter may hold slashes; with a `?` at the end it may be absent. */
  readonly slashes?: readonly string[];
  /** Templates that another one has taken the place of, for the same paths. */
  readonly superseded?: readonly string[];
  /** Query parameters that any operation takes though the description does not say so. */
  readonly query?: readonly string[];
  /** Body properties that no schema lists. */
  readonly freeNames?: RegExp;
  /** Statuses that any operation may answer; the description lists them on some. */
  readonly statuses?: readonly number[];
  /** Answers in a format the request's Accept asked for, documented apart: no schema holds for them. */
  readonly rawTypes?: RegExp;
  /** GET and POST are one operation, and form or JSON fields the same as query parameters. */
  readonly fieldsAnywhere?: boolean;
  /** Answers with this field false are failures with status 200: the schema is that of `default`. */
  readonly okField?: string;
  /** The description closes its response objects, yet the vendor answers more than it lists. */
  readonly openResponses?: boolean;
  /** The types in response schemas are wrong: only the names of what is answered are checked. */
  readonly responseNames?: boolean;
}

/** Sign-in, limits and outages may interrupt any operation. */
const interruptions = [401, 403, 429, 500, 502, 503, 504];

/** A gateway of Atlassian's puts the cloud id before the path. */
const jira: VendorRules = { base: /^(?:\/ex\/jira\/[^/]+)?/, openResponses: true, statuses: [...interruptions, 404] };

export const vendors: Readonly<Record<Vendor, VendorRules>> = {
  github: {
    base: /^(?:\/api\/v3)?/, // GitHub Enterprise Server
    slashes: [
      "contents/{path}?",
      "readme/{dir}",
      "ref/{ref}",
      "refs/{ref}",
      "matching-refs/{ref}",
      "commits/{ref}",
      "tarball/{ref}",
      "zipball/{ref}",
      "branches/{branch}",
      "compare/{basehead}",
    ],
    superseded: ["/repos/{owner}/{repo}/compare/{base}...{head}"], // by {basehead}
    // 301 and 307 follow a rename, 304 a conditional read, 404 hides what the caller may not see.
    statuses: [...interruptions, 301, 304, 307, 404],
    // https://docs.github.com/en/rest/using-the-rest-api/getting-started-with-the-rest-api#media-types
    rawTypes: /^application\/vnd\.github(?:\.v3|\.[a-z-]+-preview)?\.(?:raw|html|diff|patch|sha)(?:\+json)?$/,
  },
  gitlab: { responseNames: true },
  "jira-platform": jira,
  "jira-software": jira,
  asana: { base: /^\/api\/1\.0/, statuses: [...interruptions, 404] },
  slack: {
    base: /^\/api/,
    fieldsAnywhere: true,
    okField: "ok",
    openResponses: true,
    query: ["token"],
    statuses: interruptions,
  },
  msgraph: {
    base: /^\/v1\.0/,
    query: ["$skiptoken", "$skipToken", "$deltatoken"], // from @odata.nextLink and @odata.deltaLink
    freeNames: /@odata\./, // annotations: OData JSON format 4.01, section 4.6
  },
};
