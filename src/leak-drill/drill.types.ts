/** Something hidden that was to be seen: where, and which mark of it. */
export interface Finding {
  place: string;
  what: string;
}

/** What a drill did and found. */
export interface DrillReport {
  /** The states of the articles that were planted. */
  planted: string[];
  /** Every place that was hunted, once each. */
  places: string[];
  /** How many requests were sent. */
  requests: number;
  findings: Finding[];
}
