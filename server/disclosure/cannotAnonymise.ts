/** The file cannot be made without a row that stands out. */
export class CannotAnonymise extends Error {
  override name = 'CannotAnonymise';
}
