/** Addresses of the pages of kiosks and network points. */
export const kiosksPath = '/desk/kiosks';
export const pointsPath = `${kiosksPath}/points`;
/** The page that a device opens to become a kiosk; the secret stays behind the `#`. */
export const kioskLink = (baseUrl: string, link: string) => `${baseUrl}/kiosk#${link}`;
