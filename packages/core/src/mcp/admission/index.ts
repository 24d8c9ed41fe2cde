export { createAdmission, pointsOf, type Admission } from "./admission.ts";
