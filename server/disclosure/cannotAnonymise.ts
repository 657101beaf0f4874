/** Thrown when no file can be made without some row standing out. */
export class CannotAnonymise extends Error {
  override name = 'CannotAnonymise';
}
