/** The leaves of the reference that are deliberately not compared, each with its reason. Anything else missing fails. */
export const unchecked: { reason: string; paths: RegExp }[] = [
  {
    reason: 'words about the data, not numbers',
    paths: /\/(source|file|files\/\d|group|note|rule|reverse_rule|scoring)$/,
  },
  {
    reason: 'what may be published is decided by disclosure control, and tested there',
    paths: /^culture\/suppression_fixture\/results\//,
  },
  {
    reason: 'what a well-known mistake would give; ours is compared with the correct value beside it',
    paths: /\/(wrong_\w+(\/\d)?|untruncated_formula_gives)$/,
  },
  {
    reason: 'two-way coefficients of raters, which have no meaning for employees in offices',
    paths: /^shrout_fleiss_1979\/ICC[23]_[1k]$/,
  },
  {
    reason: 'data set not among the fixtures; the same functions are compared on the others',
    paths: /^(bh1996_wbeing_icc_published|psychTools_vignette_bfi_alpha|bliese_bhr2000_rwgj)\//,
  },
];
