/** What of a foreign form could not be taken, line by line: nothing is left out in silence. */
export interface PassedOver {
  sheet: string;
  row: number;
  /** Key of a sentence under `workshop:xlsform`. */
  reason: string;
  found: string;
}
