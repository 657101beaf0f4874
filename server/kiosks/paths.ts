/** Addresses of the pages of kiosks and network points. */
import { deskPath } from '../http/deskPath.ts';

export const kiosksPath = `${deskPath}/kiosks`;
export const pointsPath = `${kiosksPath}/points`;
/** The page that a device opens to become a kiosk; the secret stays behind the `#`. */
export const kioskLink = (baseUrl: string, link: string) => `${baseUrl}/kiosk#${link}`;
