/** Addresses of the office pages. */
export const officesPath = '/desk/offices';
export const officeImportPath = `${officesPath}/import`;
export const officePath = (code: string) => `${officesPath}/${code}`;
