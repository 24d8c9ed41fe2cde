/** Among a request's headers, with the value 1: the address is a secret itself, it gets no credential and no log line. */
export const ANONYMOUS = "x-fairlead-anonymous";
