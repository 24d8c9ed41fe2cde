/** Among a request's headers: send it without the credential, which is not for that address. */
export const ANONYMOUS = "x-fairlead-anonymous";
